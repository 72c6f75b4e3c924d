/** Groups, their propagation and the prices that follow, against outcomes recorded from each release. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { pointwiseCost, symmetryAdjustedCost } from '../../src/cost/pointwise.js';
import { accumulationCost, discountedCost, outputOrbits, reductionCost } from '../../src/cost/reduction.js';
import { EARLY_RULES, PRESENT_RULES, type SymmetryRules } from '../../src/cost/reduction-rules.js';
import { searchCost, sortCost } from '../../src/cost/sort.js';
import { PyError } from '../../src/errors.js';
import { forgetHeldGroups, SymmetryGroup } from '../../src/symmetry/group.js';
import { constantFillTag, eyeTag, forgetInferredTags } from '../../src/symmetry/infer.js';
import {
  broadcastGroup,
  intersectGroups,
  reduceGroup,
  restrictToAxes,
  type Tag,
} from '../../src/symmetry/propagate.js';
import { type KeyEntry, sliceTag } from '../../src/symmetry/slice.js';
import * as transport from '../../src/symmetry/transport.js';
import { uniqueElements } from '../../src/symmetry/unique.js';

type Spec =
  | readonly ['symmetric' | 'cyclic' | 'dihedral', number[]]
  | readonly ['young', number[][]]
  | readonly ['generators', number[][], number[]]
  | readonly ['product', Spec[]];

/** Arguments of a record, as scripts/fixtures/symmetry.py names them. */
interface Arguments {
  shape: number[];
  input: number[];
  output: number[];
  other: Spec;
  ndim: number;
  ndims: number[];
  axis: number | number[] | null;
  axes: number[] | null;
  keepdims: boolean;
  source: number[];
  destination: number[];
  reps: number[];
  key: ('index' | 'ellipsis' | 'newaxis' | (number | null)[])[];
  factor: number;
  per: number;
  dense: string;
  n: number;
  queries: number;
  size: number;
  rows: number;
  columns: number | null;
  k: number;
}

type Outcome = string | bigint | boolean | Tag;
type Recorded = readonly [name: string, spec: Spec | null, args: Arguments, outcome: string | object | null];

function build(spec: Spec): SymmetryGroup {
  switch (spec[0]) {
    case 'young':
      return SymmetryGroup.young(spec[1]);
    case 'generators':
      return SymmetryGroup.fromGenerators(spec[1], spec[2]);
    case 'product':
      return SymmetryGroup.product(spec[1].map(build));
    default:
      return SymmetryGroup[spec[0]](spec[1]);
  }
}

const keyEntry = (entry: Arguments['key'][number]): KeyEntry =>
  typeof entry === 'string' ? { type: entry } : { type: 'slice', start: entry[0]!, stop: entry[1]!, step: entry[2]! };

const single = (axis: Arguments['axis']): number | null => axis as number | null;

/** The function under test for each recorded name. `group` is null where the record has none. */
const FUNCTIONS: Record<string, (group: Tag, args: Arguments, rules: SymmetryRules) => Outcome> = {
  order: (g) => g!.order,
  payload: (g) => g,
  unique: (g, a, rules) => uniqueElements(g, a.shape, rules.oversizedIsDense),
  intersect: (g, a) => intersectGroups(g, build(a.other), a.ndim),
  equals: (g, a) => g!.equals(build(a.other)),
  reduce: (g, a) => reduceGroup(g, a.ndim, a.axes, a.keepdims),
  restrict: (g, a) => restrictToAxes(g, a.axes!),
  broadcast: (g, a) => broadcastGroup(g, a.input, a.output),
  reduction: (g, a, rules) => reductionCost(a.shape, a.axes, g, rules),
  accumulation: (g, a, rules) => accumulationCost(a.shape, a.axes!, g, rules, BigInt(a.factor)),
  outputs: (g, a) => outputOrbits(a.shape, a.axes!, g),
  discounted: (g, a) => discountedCost(a.shape, a.axes!, g, BigInt(a.per)),
  pointwise: (g, a, rules) => pointwiseCost(a.shape, g, rules),
  adjusted: (g, a, rules) => symmetryAdjustedCost(BigInt(a.dense), a.shape, g, rules),
  reshape: (g, a) => transport.reshapeTag(g, a.input, a.output),
  ravel: (g, a) => transport.ravelTag(g, a.input),
  transpose: (g, a) => transport.transposeTag(g, a.ndim, a.axes),
  swapaxes: (g, a) => transport.swapAxesTag(g, a.ndim, a.axes![0]!, a.axes![1]!),
  matrix_transpose: (g, a) => transport.matrixTransposeTag(g, a.ndim),
  moveaxis: (g, a) => transport.moveAxisTag(g, a.ndim, a.source, a.destination),
  squeeze: (g, a) => transport.squeezeTag(g, a.input, a.axis),
  expand_dims: (g, a) => transport.expandDimsTag(g, a.ndim, a.axes!),
  broadcast_to: (g, a) => transport.broadcastToTag(g, a.input, a.output),
  concatenate: (g, a) => transport.concatenateTag([g, build(a.other)], a.ndim, single(a.axis)),
  stack: (g, a) => transport.stackTag([g, build(a.other)], a.ndim, single(a.axis)!),
  vstack: (g, a) => transport.vstackTag([g, build(a.other)], a.ndim, a.ndims),
  hstack: (g, a) => transport.hstackTag([g, build(a.other)], a.ndim, a.ndims),
  column_stack: (g, a) => transport.columnStackTag([g, build(a.other)], a.ndim, a.ndims),
  split: (g, a) => transport.splitTag(g, a.input, single(a.axis)!),
  hsplit: (g, a) => transport.hsplitTag(g, a.input),
  atleast_2d: (g, a) => transport.atLeastTag(g, a.input),
  atleast_3d: (g, a) => transport.atLeast3dTag(g, a.input),
  flip: (g, a) => transport.flipTag(g, a.ndim, a.axis),
  tile: (g, a) => transport.tileTag(g, a.input, a.output, a.reps),
  repeat: (g, a) => transport.repeatTag(g, a.input, single(a.axis)),
  roll: (g, a) => transport.rollTag(g, a.input, a.axis),
  slice: (g, a) => sliceTag(g, a.shape, a.key.map(keyEntry)),
  constant: (_, a) => constantFillTag(a.shape),
  eye: (_, a) => eyeTag(a.rows, a.columns, a.k),
  sort: (_, a) => sortCost(a.n),
  search: (_, a) => searchCost(a.queries, a.size),
};

/** An outcome as the recorder writes it. */
function shown(body: () => Outcome): unknown {
  try {
    const outcome = body();
    if (outcome instanceof SymmetryGroup) return outcome.toPayload();
    if (typeof outcome === 'boolean') return outcome ? 'True' : 'False';
    return outcome === null ? null : String(outcome);
  } catch (error) {
    if (error instanceof PyError) return `ERR ${error.pyName}`;
    throw error;
  }
}

describe.each([
  { release: '0.4.1', rules: EARLY_RULES },
  { release: '0.12.4', rules: PRESENT_RULES },
])('symmetry in $release', ({ release, rules }) => {
  const file = new URL(`../fixtures/symmetry-${release}.json.gz`, import.meta.url);
  const byName = new Map<string, Recorded[]>();
  for (const row of JSON.parse(gunzipSync(readFileSync(file)).toString()) as Recorded[]) {
    byName.set(row[0], [...(byName.get(row[0]) ?? []), row]);
  }

  it('has a record of every function', () => {
    expect([...byName.keys()].sort()).toEqual(Object.keys(FUNCTIONS).sort());
  });

  it.each([...byName.keys()])('%s', (name) => {
    const rows = byName.get(name)!;
    const failures = rows.flatMap(([, spec, args, recorded]) => {
      forgetHeldGroups();
      forgetInferredTags();
      const actual = shown(() => FUNCTIONS[name]!(spec === null ? null : build(spec), args, rules));
      return JSON.stringify(actual) === JSON.stringify(recorded) ? [] : [{ spec, args, recorded, actual }];
    });
    expect(failures.slice(0, 3).map((failure) => JSON.stringify(failure))).toEqual([]);
    expect(rows.length).toBeGreaterThan(10);
  });
});

describe('held groups', () => {
  beforeEach(() => forgetHeldGroups());

  it('lend their order of factors to later groups of the same kind', () => {
    const first = SymmetryGroup.young([
      [0, 1],
      [2, 3],
    ]);
    expect(
      SymmetryGroup.young([
        [2, 3],
        [0, 1],
      ]).axes,
    ).toEqual([2, 3, 0, 1]);
    uniqueElements(first, [2, 2, 3, 3]);
    expect(
      SymmetryGroup.young([
        [2, 3],
        [0, 1],
      ]),
    ).toBe(first);
  });
});
