/** Groups, their propagation and the prices that follow, against values recorded from both releases. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { accumulationCost, outputOrbits, pricedAxes, reductionCost } from '../../src/cost/reduction.js';
import { PyError } from '../../src/errors.js';
import { SymmetryGroup } from '../../src/symmetry/group.js';
import { broadcastGroup, intersectGroups, reduceGroup, restrictToAxes } from '../../src/symmetry/propagate.js';
import { uniqueElements } from '../../src/symmetry/unique.js';

type Construction =
  | ['symmetric' | 'cyclic' | 'dihedral', number[]]
  | ['young', number[][]]
  | ['gen', number[][], number[]];
type Recorded = { axes: number[]; generators: number[][]; order: number } | null | string;
interface Case {
  c1: Construction;
  c2: Construction;
  shape: number[];
  axis: number[] | null;
  kd: boolean;
  osh: number[];
  sub: number[];
  order: string;
  unique: string;
  red: string;
  orb: string;
  reduce: Recorded;
  inter: Recorded;
  bc: Recorded;
  restrict: Recorded;
}

function build(construction: Construction): SymmetryGroup {
  switch (construction[0]) {
    case 'young':
      return SymmetryGroup.young(construction[1]);
    case 'gen':
      return SymmetryGroup.fromGenerators(construction[1], construction[2]);
    default:
      return SymmetryGroup[construction[0]](construction[1]);
  }
}

function attempt<T>(body: () => T): T | string {
  try {
    return body();
  } catch (error) {
    if (error instanceof PyError) return `ERR ${error.pyName}`;
    throw error;
  }
}

/** Equal when both fail alike, both are trivial, or both have the same action on the same axes. */
function expectGroup(actual: SymmetryGroup | null | string, recorded: Recorded): void {
  if (actual === null || typeof actual === 'string' || recorded === null || typeof recorded === 'string') {
    expect(actual).toEqual(recorded);
    return;
  }
  expect(actual.order).toBe(BigInt(recorded.order));
  expect(actual.equals(SymmetryGroup.fromGenerators(recorded.generators, recorded.axes))).toBe(true);
}

const RULES = {
  '0.4.1': { emptyIsFree: false, cumulativeBudget: false },
  '0.12.4': { emptyIsFree: true, cumulativeBudget: true },
};

describe.each(['0.4.1', '0.12.4'] as const)('symmetry groups of %s', (release) => {
  const file = new URL(`../fixtures/symmetry-${release}.json.gz`, import.meta.url);
  const cases = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Case[];

  it('has recorded cases', () => expect(cases.length).toBeGreaterThan(1000));

  it.each(cases.map((c, i) => [i, c] as const))('case %i', (_, c) => {
    const group = build(c.c1);
    const rules = RULES[release];
    expect(String(attempt(() => group.order))).toBe(c.order);
    expect(String(attempt(() => uniqueElements(group, c.shape)))).toBe(c.unique);
    expect(String(attempt(() => reductionCost(c.shape, c.axis, group, rules)))).toBe(c.red);
    expect(String(attempt(() => outputOrbits(c.shape, pricedAxes(c.axis, c.shape.length), group)))).toBe(c.orb);
    expectGroup(
      attempt(() => reduceGroup(group, c.shape.length, c.axis, c.kd)),
      c.reduce,
    );
    expectGroup(
      attempt(() => intersectGroups(group, build(c.c2), c.shape.length)),
      c.inter,
    );
    expectGroup(
      attempt(() => broadcastGroup(group, c.shape, c.osh)),
      c.bc,
    );
    const within = group.axes.filter((axis) => c.sub.includes(axis));
    expectGroup(
      attempt(() => (within.length === 0 ? null : restrictToAxes(group, within))),
      c.restrict,
    );
  });

  it('prices untagged tensors by their size', () => {
    expect(reductionCost([2, 3], [0], null, RULES[release])).toBe(3n);
    expect(accumulationCost([2, 3], [0, 1], null, RULES[release])).toBe(5n);
  });
});
