/** Groups, their propagation and the prices that follow, against outcomes recorded from each release. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { pointwiseCost, symmetryAdjustedCost } from '../../src/cost/pointwise.js';
import { averagingCost, canonicalCopyCost, symmetryCheckCost } from '../../src/cost/pointwise-symmetry.js';
import { accumulationCost, discountedCost, outputOrbits, reductionCost } from '../../src/cost/reduction.js';
import { EARLY_RULES, PRESENT_RULES, type SymmetryRules } from '../../src/cost/reduction-rules.js';
import { searchCost, sortCost } from '../../src/cost/sort.js';
import { PyError, SymmetryError } from '../../src/errors.js';
import type { PyValue } from '../../src/python/values.js';
import { destinationTag, hasSymmetry, verifyResult } from '../../src/symmetry/check.js';
import { declaredGroup } from '../../src/symmetry/declare.js';
import { EnumerationBudgetExceeded } from '../../src/symmetry/enumeration.js';
import { forgetHeldGroups, SymmetryGroup } from '../../src/symmetry/group.js';
import { constantFillTag, eyeTag, forgetInferredTags, likeTag } from '../../src/symmetry/infer.js';
import { orbitRepresentatives } from '../../src/symmetry/orbit-map.js';
import {
  broadcastGroup,
  compareReduced,
  intersectGroups,
  outerTag,
  pointwiseTag,
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
  value: PyValue;
  data: number[];
  inferred: boolean;
  untagged: boolean;
  steps: Step[];
}

type Outcome = string | bigint | boolean | Tag | unknown[];
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

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, extent) => size * extent, 1);

/** Whether a tensor with two elements along each axis is unchanged when transposed. */
const invariance =
  ({ data, shape }: Arguments) =>
  (order: readonly number[]): boolean =>
    data.every((value, index) => {
      const source = order.reduce((sum, axis, place) => {
        const bit = (index >> (shape.length - 1 - place)) & 1;
        return sum + (bit << (shape.length - 1 - axis));
      }, 0);
      return data[source] === value;
    });

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
  declare: (g, a) => declaredGroup(g ?? a.value, a.ndim),
  like: (g, a) => likeTag(g, a.shape).symmetry,
  destination: (g, a, rules) => {
    const out = { symmetry: build(a.other), inferred: a.inferred, ndim: a.shape.length, isInvariant: invariance(a) };
    return destinationTag(out, a.untagged ? null : g, { everyElement: isEarly(rules) });
  },
  orbit_map: (g, a) => [...orbitRepresentatives(g!, a.shape)],
  check_cost: (g, a) => symmetryCheckCost(g!, sizeOf(a.shape)),
  averaging_cost: (g, a) => averagingCost(g!, sizeOf(a.shape)),
  copy_cost: (_, a) => canonicalCopyCost(sizeOf(a.shape)),
  program: (_, a, rules) => run(a.steps, rules),
};

/** One step of a program: what is done, to which earlier tensors, and how. */
type Step = readonly [name: string, operands: number[], args: Arguments];
interface Tensor {
  readonly shape: number[];
  readonly symmetry: Tag;
}

/** Takes a step; what it shows, and the tensor it makes if any. */
function take([name, operands, a]: Step, tensors: readonly Tensor[], rules: SymmetryRules): [Outcome, Tensor?] {
  const [x, y] = operands.map((at) => tensors[at]!) as [Tensor, Tensor];
  const made = (shape: number[], symmetry: Tag): [Outcome, Tensor] => [symmetry, { shape, symmetry }];
  switch (name) {
    case 'constant':
      return made(a.shape, constantFillTag(a.shape));
    case 'pointwise':
      return [pointwiseCost(x.shape, x.symmetry, rules)];
    case 'binary':
      return made(a.output, pointwiseTag([x, y], a.output));
    case 'reduce': {
      const cost = reductionCost(x.shape, a.axes, x.symmetry, rules);
      const symmetry = reduceGroup(x.symmetry, x.shape.length, a.axes, a.keepdims);
      const shape = x.shape.flatMap((extent, axis) => (a.axes!.includes(axis) ? (a.keepdims ? [1] : []) : [extent]));
      return [[String(cost), symmetry], { shape, symmetry }];
    }
    case 'mean': {
      const outputs = outputOrbits(x.shape, a.axes!, x.symmetry);
      return [accumulationCost(x.shape, a.axes!, x.symmetry, rules) + outputs];
    }
    case 'transpose': {
      const shape = a.axes!.map((axis) => x.shape[axis]!);
      return made(shape, transport.transposeTag(x.symmetry, x.shape.length, a.axes));
    }
    case 'outer':
      return made([...x.shape, ...y.shape], outerTag(x.symmetry, x.shape.length, y.symmetry));
    default:
      return made(a.output, sliceTag(x.symmetry, x.shape, a.key.map(keyEntry)));
  }
}

/** Outcomes of a program's steps, in a process as fresh as the recorder's. */
function run(steps: readonly Step[], rules: SymmetryRules): unknown[] {
  const tensors: Tensor[] = [];
  return steps.map((step) => {
    const [outcome, tensor] = take(step, tensors, rules);
    if (tensor !== undefined) tensors.push(tensor);
    if (!Array.isArray(outcome)) return shown(() => outcome);
    return outcome.map((part) => shown(() => part as Outcome));
  });
}

const isEarly = (rules: SymmetryRules): boolean => rules === EARLY_RULES;

/** Functions without counterpart in early releases. */
const LATER = new Set(['orbit_map', 'check_cost', 'averaging_cost', 'copy_cost']);

/** An outcome as the recorder writes it. */
function shown(body: () => Outcome): unknown {
  try {
    const outcome = body();
    if (Array.isArray(outcome)) return outcome;
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
    const missing = Object.keys(FUNCTIONS).filter((name) => !byName.has(name) && !(LATER.has(name) && isEarly(rules)));
    expect(missing).toEqual([]);
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

describe('tags against data', () => {
  const rules = { everyElement: false };
  const pair = SymmetryGroup.symmetric([0, 1]);

  it('a result is checked unless it has no tag or is not finite', () => {
    expect(
      verifyResult(
        null,
        2,
        () => true,
        () => false,
        rules,
      ),
    ).toBe(false);
    expect(
      verifyResult(
        pair,
        2,
        () => false,
        () => false,
        rules,
      ),
    ).toBe(false);
    expect(
      verifyResult(
        pair,
        2,
        () => true,
        () => true,
        rules,
      ),
    ).toBe(true);
    expect(() =>
      verifyResult(
        pair,
        2,
        () => true,
        () => false,
        rules,
      ),
    ).toThrow(SymmetryError);
  });

  it('every element is tried where the release does so', () => {
    const orders: (readonly number[])[] = [];
    const note = (order: readonly number[]) => orders.push(order) > 0;
    hasSymmetry(SymmetryGroup.symmetric([0, 1, 2]), 3, note, { everyElement: true });
    expect(orders.length).toBe(6);
  });
});

describe('groups too large to list', () => {
  const nine = SymmetryGroup.symmetric([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  const shape = new Array<number>(9).fill(2);

  it('fail to compare after a reduction, as an error the client sees', () => {
    const after = reduceGroup(nine, 9, [0]);
    expect(() => compareReduced(nine, after, 9, [0])).toThrow(EnumerationBudgetExceeded);
    expect(new EnumerationBudgetExceeded()).toMatchObject({ pyName: '_DiminoBudgetExceeded', family: 'other' });
  });

  it('are priced as dense or refused, as the release has it', () => {
    expect(pointwiseCost(shape, nine, PRESENT_RULES)).toBe(512n);
    expect(() => pointwiseCost(shape, nine, EARLY_RULES)).toThrow(EnumerationBudgetExceeded);
  });
});
