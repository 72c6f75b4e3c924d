/** The list of operations as a whole. */
import { expect, it } from 'vitest';
import { ALL_OPS } from '../../src/ops/index.js';

it('declares every operation once', () => {
  const names = ALL_OPS.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(400);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
