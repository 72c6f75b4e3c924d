/** Cutting arrays into pieces along an axis. */
import { native } from '../../addon/native.js';
import { toIndex } from '../../array/axes.js';
import { Dtype } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { IndexError, PyTypeError, UnsupportedDtypeError, ValueError, ZeroDivisionError } from '../../errors.js';
import { PyFloat, PyTuple, type PyValue, typeName } from '../../python/values.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import * as tags from '../../symmetry/transport.js';
import type { OpDefinition, OpResult } from '../define.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import { copyOf, requireItems, reshaped, shapeOperand, sliced, toInt } from './common.js';
import { type MovePrice, moveOp, NEVER } from './move-op.js';

export interface SplitCall {
  readonly a: NdArray;
  readonly args: Bound;
}

/** [start, count] of each piece. */
type Pieces = readonly (readonly [number, number])[];

const itemsIn = (sections: PyValue): readonly PyValue[] =>
  sections instanceof PyTuple ? sections.items : (sections as readonly PyValue[]);

/** Where an axis of `extent` is cut; ValueError when equal parts are asked for and do not work out. */
function cut(extent: number, sections: PyValue, mustDivide: boolean): Pieces {
  if (Array.isArray(sections) || sections instanceof PyTuple || sections instanceof NdArray) {
    requireItems(sections instanceof NdArray ? sections.size : itemsIn(sections).length);
    const items = sections instanceof NdArray ? [...readIntegers(sections)] : itemsIn(sections).map(toIndex);
    const edges = [0, ...items, extent].map((edge, i) => (i === items.length + 1 ? extent : edge));
    return edges.slice(0, -1).map((from, i) => {
      const clamp = (at: number): number => Math.min(Math.max(at < 0 ? at + extent : at, 0), extent);
      const start = clamp(from);
      return [start, Math.max(clamp(edges[i + 1]!) - start, 0)] as const;
    });
  }
  if (mustDivide && sections instanceof PyFloat && sections.value !== 0 && extent % sections.value !== 0)
    throw new ValueError('array split does not result in an equal division');
  const count = sections instanceof PyFloat ? toInt(sections) : toIndex(sections);
  if (count <= 0) {
    if (mustDivide && count === 0) throw new ZeroDivisionError('integer modulo by zero');
    throw new ValueError('number sections must be larger than 0.');
  }
  if (mustDivide && extent % count !== 0) throw new ValueError('array split does not result in an equal division');
  requireItems(count);
  const small = Math.floor(extent / count);
  const larger = extent % count;
  let start = 0;
  return Array.from({ length: count }, (_, i) => {
    const size = small + (i < larger ? 1 : 0);
    const piece = [start, size] as const;
    start += size;
    return piece;
  });
}

/** The elements of an array as integers, in C order. */
export function* readIntegers(array: NdArray): Generator<number> {
  const flat = reshaped(copyOf(array, Dtype.Int64), [array.size]);
  const bytes = new Uint8Array(array.size * 8);
  native.writeBytes(flat.slot, bytes, 0);
  for (const value of new BigInt64Array(bytes.buffer)) yield Number(value);
}

interface SplitPlan {
  readonly axis: number;
  readonly pieces: Pieces;
}

const BY_SIZE: MovePrice<SplitCall, SplitPlan> = {
  charged: 'first',
  flops: ({ a }) => a.size,
  dtypes: ({ a }) => [a.dtype],
};

function splitOp(
  name: string,
  params: string,
  plan: (call: SplitCall) => SplitPlan,
  tag: (a: NdArray, axis: number) => SymmetryGroup | null,
  early: MovePrice<SplitCall, SplitPlan>,
  present: MovePrice<SplitCall, SplitPlan>,
): OpDefinition {
  return moveOp<SplitCall, SplitPlan>({
    name,
    params,
    prepare: (args, ctx) => {
      const { a, foreign } = shapeOperand(args['ary']);
      if (foreign !== undefined) {
        // The ranks of single values are looked at first.
        if (ctx.release.traits.dtypeBilling && name === 'hsplit' && a.ndim === 0) plan({ a, args });
        throw new UnsupportedDtypeError(`${name}: dtype '${foreign}' is not numeric`);
      }
      return { a, args };
    },
    infer: plan,
    price: { '0.4.1': early, '0.12.4': present },
    run: ({ a }, { axis, pieces }): OpResult =>
      pieces.map(([start, count]) => {
        const piece = sliced(a, axis, start, count);
        piece.symmetry = tag(a, axis);
        return piece;
      }),
  });
}

const given = (args: Bound): PyValue => {
  const rest = restArguments(args) as readonly PyValue[] | undefined;
  const value = args['indices_or_sections'] ?? rest?.[0] ?? extraKeywords(args)?.get('indices_or_sections');
  if (value === undefined) throw new PyTypeError("missing 1 required positional argument: 'indices_or_sections'");
  return value;
};

const axisGiven = (args: Bound): number => {
  const rest = restArguments(args) as readonly PyValue[] | undefined;
  const value = args['axis'] ?? rest?.[1] ?? extraKeywords(args)?.get('axis');
  return value === undefined ? 0 : toIndex(value);
};

const fixedAxis =
  (minimum: number, axisFor: (a: NdArray) => number, name: string) =>
  (call: SplitCall): SplitPlan => {
    for (const keyword of extraKeywords(call.args)?.keys() ?? []) {
      if (keyword !== 'indices_or_sections')
        throw new PyTypeError(`${name}() got an unexpected keyword argument '${keyword}'`);
    }
    if (call.a.ndim < minimum) throw new ValueError(`${name} only works on arrays of ${minimum} or more dimensions`);
    const axis = axisFor(call.a);
    return { axis, pieces: cut(call.a.shape[axis]!, given(call.args), true) };
  };

export const SPLITTING: readonly OpDefinition[] = [
  splitOp(
    'split',
    'ary, indices_or_sections, axis=',
    ({ a, args }) => {
      const axis = checkedSplitAxis(a, axisGiven(args));
      return { axis, pieces: cut(a.shape[axis]!, given(args), true) };
    },
    (a, axis) => tags.splitTag(a.symmetry, a.shape, axis),
    BY_SIZE,
    BY_SIZE,
  ),
  splitOp(
    'array_split',
    'ary, *args, **kwargs',
    ({ a, args }) => {
      if (a.ndim === 0 && !(args['ary'] instanceof NdArray)) {
        throw new PyTypeError(`object of type '${typeName(args['ary'])}' has no len()`);
      }
      const axis = checkedSplitAxis(a, axisGiven(args));
      return { axis, pieces: cut(a.shape[axis]!, given(args), false) };
    },
    () => null,
    BY_SIZE,
    BY_SIZE,
  ),
  splitOp(
    'hsplit',
    'ary, indices_or_sections',
    fixedAxis(1, (a) => (a.ndim > 1 ? 1 : 0), 'hsplit'),
    (a) => tags.hsplitTag(a.symmetry, a.shape),
    NEVER,
    { charged: 'first' },
  ),
  splitOp(
    'vsplit',
    'ary, indices_or_sections',
    fixedAxis(2, () => 0, 'vsplit'),
    (a) => tags.splitTag(a.symmetry, a.shape, 0),
    BY_SIZE,
    BY_SIZE,
  ),
  splitOp(
    'dsplit',
    'ary, *args, **kwargs',
    fixedAxis(3, () => 2, 'dsplit'),
    (a) => tags.splitTag(a.symmetry, a.shape, 2),
    BY_SIZE,
    BY_SIZE,
  ),
];

function checkedSplitAxis(a: NdArray, axis: number): number {
  // The extent is looked up without a check of the axis.
  if (axis < -a.ndim || axis >= a.ndim) throw new IndexError('tuple index out of range');
  return axis < 0 ? axis + a.ndim : axis;
}
