/** Factors that differ from recorded ones are accepted when they multiply back, and only then. */
import { describe, expect, it } from 'vitest';
import { type Fetched, multipliesBack } from '../conformance/reconstruct.js';

const fetched = (values: number[], ...shape: number[]): Fetched => ({
  dtype: 'float64',
  shape,
  bytes: new Uint8Array(Float64Array.from(values).buffer),
});

const matrix = fetched([0, 2, -3, 0], 2, 2);

describe('decompositions', () => {
  it('may have other signs', () => {
    const singular = fetched([3, 2], 2);
    expect(
      multipliesBack('linalg.svd', matrix, [fetched([0, 1, 1, 0], 2, 2), singular, fetched([-1, 0, 0, 1], 2, 2)]),
    ).toBe(true);
    expect(
      multipliesBack('linalg.svd', matrix, [fetched([0, -1, -1, 0], 2, 2), singular, fetched([1, 0, 0, -1], 2, 2)]),
    ).toBe(true);
    expect(
      multipliesBack('linalg.svd', matrix, [fetched([0, 1, 1, 0], 2, 2), singular, fetched([1, 0, 0, 1], 2, 2)]),
    ).toBe(false);
  });

  it('must have orthogonal factors', () => {
    expect(multipliesBack('linalg.qr', matrix, [fetched([0, 1, 1, 0], 2, 2), fetched([-3, 0, 0, 2], 2, 2)])).toBe(true);
    expect(multipliesBack('linalg.qr', matrix, [fetched([0, 2, 1, 0], 2, 2), fetched([-3, 0, 0, 1], 2, 2)])).toBe(
      false,
    );
  });

  it('have eigenvectors of length one that belong to their eigenvalues', () => {
    const a = fetched([2, 0, 0, 3], 2, 2);
    const values = fetched([2, 3], 2);
    expect(multipliesBack('linalg.eigh', a, [values, fetched([-1, 0, 0, 1], 2, 2)])).toBe(true);
    expect(multipliesBack('linalg.eigh', a, [values, fetched([0, 1, 1, 0], 2, 2)])).toBe(false);
    expect(multipliesBack('linalg.eig', a, [values, fetched([2, 0, 0, 1], 2, 2)])).toBe(false);
  });

  it('are none where an operation gives no factors', () => {
    expect(multipliesBack('linalg.inv', matrix, [matrix])).toBe(false);
  });
});
