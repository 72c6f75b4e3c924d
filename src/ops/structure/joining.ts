/** Joining arrays. */
import { native } from '../../addon/native.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import type { Dtype } from '../../array/dtype.js';
import type { NdArray, Shape } from '../../array/ndarray.js';
import { type Casting, canCast, resultType, type WeakKind, weakKindOf } from '../../array/promote.js';
import { shapeText, sizeOf } from '../../array/shape.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { PyFloat, type PyValue, typeName } from '../../python/values.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import * as tags from '../../symmetry/transport.js';
import type { ByRelease, OpContext, OpDefinition } from '../define.js';
import { singleOutput } from '../pointwise/keywords.js';
import { type Bound, extraKeywords } from '../signature.js';
import { arrayOf, copyOf, dtypeArgument, operand, requireRoomFor, reshaped, sequenceOf, sliced } from './common.js';
import { type MovePrice, moveOp, NEVER } from './move-op.js';
import { insertAxes } from './shape.js';

interface JoinCall {
  readonly arrays: readonly NdArray[];
  /** How they take part in the promotion where numbers may stand among them. */
  readonly types: readonly (Dtype | WeakKind)[];
  readonly out: NdArray | null;
  readonly args: Bound;
}

interface JoinPlan {
  /** The operands as they are joined. */
  readonly parts: readonly NdArray[];
  readonly axis: number;
  readonly shape: Shape;
  readonly dtype: Dtype;
}

/** Shape of a concatenation along a normalised axis; ValueError when the others differ. */
function joinedShape(parts: readonly NdArray[], axis: number): number[] {
  const [first] = parts as [NdArray];
  const shape = [...first.shape];
  for (const part of parts.slice(1)) {
    if (part.ndim !== first.ndim) {
      throw new ValueError(`all the input array dimensions must match, got ${first.ndim} and ${part.ndim} dimensions`);
    }
    part.shape.forEach((extent, k) => {
      if (k === axis) shape[k]! += extent;
      else if (extent !== first.shape[k]) {
        throw new ValueError(
          `all the input array dimensions except for the concatenation axis must match exactly: ${shapeText(first.shape)} and ${shapeText(part.shape)}`,
        );
      }
    });
  }
  return shape;
}

function castingArgument(value: PyValue | undefined): Casting {
  if (value === undefined) return 'same_kind';
  if (typeof value !== 'string' || !['no', 'equiv', 'safe', 'same_kind', 'unsafe'].includes(value)) {
    throw new ValueError(
      `casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe' (got '${String(value)}')`,
    );
  }
  return value as Casting;
}

function planJoin(
  op: string,
  call: JoinCall,
  parts: readonly NdArray[],
  axis: number,
  types: JoinCall['types'] = parts.map((part) => part.dtype),
): JoinPlan {
  const keywords = extraKeywords(call.args);
  for (const name of keywords.keys()) {
    if (!['dtype', 'casting', 'out'].includes(name))
      throw new PyTypeError(`${op}() got an unexpected keyword argument '${name}'`);
  }
  if (parts.length === 0) throw new ValueError('need at least one array to join');
  const shape = joinedShape(parts, axis);
  const natural = resultType(types);
  const given = keywords.get('dtype');
  if (call.out !== null && given !== undefined && given !== null) {
    throw new PyTypeError(`${op}() only takes \`out\` or \`dtype\` as an argument, but both were provided.`);
  }
  if (call.out !== null && call.out.ndim !== shape.length) {
    throw new ValueError('Output array has wrong dimensionality');
  }
  if (call.out !== null && call.out.shape.join() !== shape.join()) {
    throw new ValueError('Output array is the wrong shape');
  }
  const dtype = call.out?.dtype ?? dtypeArgument(op, given, natural);
  const casting = castingArgument(keywords.get('casting'));
  for (const part of parts) {
    if (!canCast(part.dtype, dtype, casting))
      throw new PyTypeError(`${op}: cannot cast an operand to the result according to the rule '${casting}'`);
  }
  return { parts, axis, shape, dtype };
}

function join({ parts, axis, shape, dtype }: JoinPlan, out: NdArray | null, ctx: OpContext): NdArray {
  if (out === null) requireRoomFor(shape, dtype, ctx);
  const target = out ?? arrayOf(native.empty(dtype, shape), dtype, shape);
  const sources =
    out === null ? parts : parts.map((part) => (native.overlaps(part.slot, out.slot) ? copyOf(part) : part));
  let start = 0;
  for (const part of sources) {
    const extent = part.shape[axis]!;
    native.assign(sliced(target, axis, start, extent).slot, part.slot, -1);
    start += extent;
  }
  return target;
}

const totalSize = ({ arrays }: JoinCall): number =>
  Math.max(
    arrays.reduce((sum, a) => sum + a.size, 0),
    1,
  );
const billed = ({ arrays, out }: JoinCall): readonly Dtype[] => [
  ...arrays.map((a) => a.dtype),
  ...(out === null ? [] : [out.dtype]),
];

interface JoinSpec {
  readonly name: string;
  readonly params: string | ByRelease<string>;
  readonly sequence: string;
  readonly plan: (call: JoinCall) => JoinPlan;
  readonly tag: (call: JoinCall, plan: JoinPlan) => SymmetryGroup | null;
  readonly early: MovePrice<JoinCall, JoinPlan>;
  readonly present: MovePrice<JoinCall, JoinPlan>;
}

/** Charged from the operands, before NumPy's checks. */
const BY_OPERANDS: MovePrice<JoinCall, JoinPlan> = { charged: 'first', flops: totalSize, dtypes: billed };
/** Charged from the result. */
const BY_RESULT: MovePrice<JoinCall, JoinPlan> = {
  charged: 'last',
  flops: (_, { shape }) => sizeOf(shape),
  dtypes: billed,
};

function joinOp(spec: JoinSpec): OpDefinition {
  return moveOp<JoinCall, JoinPlan>({
    name: spec.name,
    params: spec.params,
    prepare: (args, ctx) => {
      const keywords = extraKeywords(args) as ReadonlyMap<string, PyValue> | undefined;
      const out = singleOutput(spec.name, keywords?.get('out'));
      const value = args[spec.sequence]!;
      // Text is a sequence, of characters.
      if (typeof value === 'string' && ctx.release.traits.dtypeBilling) operand(spec.name, value);
      if (value === null || typeof value !== 'object' || value instanceof PyFloat) {
        throw new PyTypeError(`'${typeName(value)}' object is not iterable`);
      }
      const items = sequenceOf(value);
      const arrays = items.map((item) => operand(spec.name, item));
      const types = arrays.map((array, i) => weakKindOf(items[i]!) ?? array.dtype);
      return { arrays, types, out, args };
    },
    infer: (call) => spec.plan(call),
    price: { '0.4.1': spec.early, '0.12.4': spec.present },
    run: (call, plan, ctx) => {
      const result = join(plan, call.out, ctx);
      if (call.out === null) result.symmetry = spec.tag(call, plan);
      // Present releases forget what they knew of an array that is written to.
      else if (ctx.release.traits.dtypeBilling) result.symmetry = null;
      return result;
    },
  });
}

/** Arrays joined along an axis, in the dtype all of them promote to. ValueError where they do not fit. */
export function concatenated(op: string, arrays: readonly NdArray[], axis: number, ctx: OpContext): NdArray {
  const refuse = (): never => {
    throw new ValueError('zero-dimensional arrays cannot be concatenated');
  };
  if (arrays[0]!.ndim === 0) refuse();
  const along = normalizeAxis(axis, arrays[0]!.ndim);
  if (arrays.some((a) => a.ndim === 0)) refuse();
  const call = { arrays, types: [], out: null, args: { kwargs: NO_KEYWORDS as never } };
  return join(planJoin(op, call, arrays, along), null, ctx);
}

const groupsOf = ({ arrays }: JoinCall): (SymmetryGroup | null)[] => arrays.map((a) => a.symmetry);

function planConcatenate(op: string, call: JoinCall): JoinPlan {
  const { arrays, args } = call;
  const given = args['axis'];
  if (given === null)
    return planJoin(
      op,
      call,
      arrays.map((a) => reshaped(a, [a.size])),
      0,
      call.types,
    );
  if (arrays.length === 0) throw new ValueError('need at least one array to concatenate');
  const axis = given === undefined ? 0 : toIndex(given);
  if (arrays.some((a) => a.ndim === 0)) throw new ValueError('zero-dimensional arrays cannot be concatenated');
  return planJoin(op, call, arrays, normalizeAxis(axis, arrays[0]!.ndim));
}

function concatenateOp(name: 'concatenate' | 'concat'): OpDefinition {
  const isNew = name === 'concat';
  return joinOp({
    name,
    params: 'arrays, axis=, **kwargs',
    sequence: 'arrays',
    plan: (call) => planConcatenate(name, call),
    tag: (call, { shape }) => {
      if (isNew) return null;
      const axis = call.args['axis'];
      return tags.concatenateTag(
        groupsOf(call),
        shape.length,
        axis === null ? null : axis === undefined ? 0 : toIndex(axis),
      );
    },
    early: isNew ? BY_RESULT : BY_OPERANDS,
    present: isNew ? BY_RESULT : BY_OPERANDS,
  });
}

const stack = joinOp({
  name: 'stack',
  params: 'arrays, axis=, **kwargs',
  sequence: 'arrays',
  plan: (call) => {
    const { arrays, args } = call;
    if (arrays.length === 0) throw new ValueError('need at least one array to stack');
    if (new Set(arrays.map((a) => a.shape.join())).size > 1)
      throw new ValueError('all input arrays must have the same shape');
    const axis = normalizeAxis(args['axis'] === undefined ? 0 : toIndex(args['axis']), arrays[0]!.ndim + 1);
    return planJoin(
      'stack',
      call,
      arrays.map((a) => insertAxes(a, [axis])),
      axis,
    );
  },
  tag: (call, { shape, axis }) => tags.stackTag(groupsOf(call), shape.length, axis),
  early: BY_OPERANDS,
  present: BY_OPERANDS,
});

const atLeast = (a: NdArray, ndim: 1 | 2 | 3): NdArray => {
  if (a.ndim >= ndim) return a;
  const positions =
    ndim === 3 && a.ndim > 0 ? (a.ndim === 1 ? [0, 2] : [2]) : Array.from({ length: ndim - a.ndim }, (_, k) => k);
  return insertAxes(a, positions);
};

const ndims = ({ arrays }: JoinCall): number[] => arrays.map((a) => a.ndim);

function stackAlongOp(
  name: string,
  shapeParts: (a: NdArray) => NdArray,
  axisOf: (parts: readonly NdArray[]) => number,
  tag: JoinSpec['tag'],
  early: MovePrice<JoinCall, JoinPlan>,
  present: MovePrice<JoinCall, JoinPlan>,
): OpDefinition {
  return joinOp({
    name,
    params: 'tup',
    sequence: 'tup',
    plan: (call) => {
      const parts = call.arrays.map(shapeParts);
      if (parts.length === 0) throw new ValueError('need at least one array to concatenate');
      return planJoin(name, { ...call, args: { ...call.args, kwargs: NO_KEYWORDS as never } }, parts, axisOf(parts));
    },
    tag,
    early,
    present,
  });
}

const NO_KEYWORDS: ReadonlyMap<string, PyValue> = new Map();

const vstackTag: JoinSpec['tag'] = (call, { shape }) => tags.vstackTag(groupsOf(call), shape.length, ndims(call));
const vstack = stackAlongOp(
  'vstack',
  (a) => atLeast(a, 2),
  () => 0,
  vstackTag,
  BY_OPERANDS,
  BY_OPERANDS,
);
const rowStack = stackAlongOp(
  'row_stack',
  (a) => atLeast(a, 2),
  () => 0,
  vstackTag,
  NEVER,
  { ...BY_OPERANDS, as: 'vstack' },
);
const hstack = stackAlongOp(
  'hstack',
  (a) => atLeast(a, 1),
  (parts) => (parts[0]!.ndim === 1 ? 0 : 1),
  (call, { shape }) => tags.hstackTag(groupsOf(call), shape.length, ndims(call)),
  NEVER,
  BY_OPERANDS,
);
const dstack = stackAlongOp(
  'dstack',
  (a) => atLeast(a, 3),
  () => 2,
  () => null,
  BY_RESULT,
  BY_RESULT,
);
const columnStack = stackAlongOp(
  'column_stack',
  (a) => (a.ndim < 2 ? reshaped(a, [a.size, 1]) : a),
  () => 1,
  (call, { shape }) => tags.columnStackTag(groupsOf(call), shape.length, ndims(call)),
  NEVER,
  BY_OPERANDS,
);

export const JOINING: readonly OpDefinition[] = [
  concatenateOp('concatenate'),
  concatenateOp('concat'),
  stack,
  vstack,
  rowStack,
  hstack,
  dstack,
  columnStack,
];
