/** What arrays are: extents, layout, shared memory; and what shapes they broadcast to. */
import { native } from '../../addon/native.js';
import { normalizeAxis, toIndex, toShape } from '../../array/axes.js';
import { describe } from '../../array/convert.js';
import { isComplex } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { broadcastShapes } from '../../array/shape.js';
import { pointwiseCost } from '../../cost/pointwise.js';
import { AttributeError, PyTypeError, UnsupportedReturnType, ValueError } from '../../errors.js';
import { PyComplex, PyTuple, type PyValue, typeName } from '../../python/values.js';
import { broadcastGroup } from '../../symmetry/propagate.js';
import { byRelease, defineOp, type OpDefinition, type OpResult } from '../define.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import { arrayOf, operand, requireItems, shapeOperand } from '../structure/common.js';
import { scalarOf } from '../structure/indexing.js';
import { moveOp, NEVER } from '../structure/move-op.js';

/** A query that looks at its arguments and costs nothing. */
export function freeOp(name: string, params: string, run: (args: Bound) => OpResult): OpDefinition {
  return defineOp<Bound>({ name, params, check: (args) => args, price: () => null, run });
}

const shapeOf = (value: PyValue): Shape => (value instanceof NdArray ? value.shape : describe(value).shape);

const isSequence = (value: PyValue): boolean =>
  value instanceof NdArray
    ? value.ndim > 0
    : Array.isArray(value) || value instanceof PyTuple || typeof value === 'string' || value instanceof Map;

function isComplexValue(value: PyValue): boolean {
  if (value instanceof NdArray) return isComplex(value.dtype);
  if (value instanceof PyComplex) return true;
  const { dtype, foreign } = describe(value);
  return foreign === undefined && isComplex(dtype);
}

/** A predicate on any value: of present releases a bool, of early ones an array priced by elements. */
function complexityOp(name: string, tell: (value: PyValue) => boolean): OpDefinition {
  return defineOp<{ value: PyValue; array: NdArray | null }>({
    name,
    params: byRelease({ '0.4.1': 'x, out=, **kwargs', '0.12.4': 'x' }),
    check: byRelease<(args: Bound) => { value: PyValue; array: NdArray | null }>({
      '0.4.1': (args) => {
        const keyword = [...extraKeywords(args).keys()][0];
        if (keyword !== undefined) throw new PyTypeError(`${name}() got an unexpected keyword argument '${keyword}'`);
        const value = args['x']!;
        const isText = !(value instanceof NdArray) && describe(value).foreign !== undefined;
        return { value, array: isText ? null : operand(name, value) };
      },
      '0.12.4': (args) => ({ value: args['x']!, array: null }),
    }),
    price: byRelease({
      '0.4.1': ({ value, array }: { value: PyValue; array: NdArray | null }) => ({
        op: name,
        flops: pointwiseCost(shapeOf(value), array?.symmetry ?? null),
      }),
      '0.12.4': () => null,
    }),
    run: byRelease<(call: { value: PyValue }) => OpResult>({
      '0.4.1': ({ value }) => arrayOf(native.fromNumber(0, tell(value) ? 1 : 0), 0, []),
      '0.12.4': ({ value }) => tell(value),
    }),
  });
}

function size(args: Bound): OpResult {
  const shape = shapeOf(args['a']!);
  const count = (axes: readonly number[]): number => axes.reduce((total, axis) => total * shape[axis]!, 1);
  const { axis } = args;
  if (axis === undefined || axis === null) return count([...shape.keys()]);
  const items = axis instanceof PyTuple ? axis.items : Array.isArray(axis) ? (axis as readonly PyValue[]) : [axis];
  return count(items.map((item) => normalizeAxis(toIndex(item), shape.length)));
}

function isFortran(args: Bound): OpResult {
  const value = args['a']!;
  if (!(value instanceof NdArray)) throw new AttributeError(`'${typeName(value)}' object has no attribute 'flags'`);
  return native.layout(value.slot) === 2;
}

const isScalar = (value: PyValue): boolean =>
  value !== null &&
  !(value instanceof NdArray) &&
  !Array.isArray(value) &&
  !(value instanceof PyTuple) &&
  (typeof value !== 'object' || value.constructor.name === 'PyFloat' || value instanceof PyComplex);

/** Whether two arrays share memory: exactly, or by the ranges they lie in if no work is allowed. */
const sharedMemory = (name: string, work: number): OpDefinition =>
  freeOp(name, 'a, b, max_work=', ({ a, b, max_work: given = work }) => {
    if (describe(a!).foreign !== undefined || describe(b!).foreign !== undefined) return false;
    const [x, y] = [operand(name, a), operand(name, b)];
    if (x.size === 0 || y.size === 0) return false;
    return given === 0 ? native.overlaps(x.slot, y.slot) : native.shares(x.slot, y.slot);
  });

const broadcastShapesOp = defineOp<readonly PyValue[]>({
  name: 'broadcast_shapes',
  params: '*args',
  check: (args) => restArguments(args),
  price: byRelease({
    '0.4.1': () => null,
    '0.12.4': (shapes: readonly PyValue[]) => {
      const lengths = shapes.map((shape) => {
        if (shape instanceof PyTuple) return shape.items.length;
        return Array.isArray(shape) || typeof shape === 'string' ? shape.length : 1;
      });
      const flops = lengths.reduce((total, length) => total + length, 0);
      return { op: 'broadcast_shapes', flops: Math.max(flops, 1) };
    },
  }),
  run: (shapes): OpResult => new PyTuple([...broadcastShapes(...shapes.map((shape) => toShape(shape)))]),
});

interface Broadcast {
  readonly given: readonly PyValue[];
  readonly arrays: readonly NdArray[];
  readonly shape: Shape;
}

const broadcastArrays = defineOp<Broadcast>({
  name: 'broadcast_arrays',
  params: '*args, subok=',
  check: (args) => {
    const given = restArguments(args);
    const arrays = given.map((value) => operand('broadcast_arrays', value));
    const shape = arrays.length === 0 ? [] : broadcastShapes(...arrays.map((array) => array.shape));
    return { given, arrays, shape };
  },
  price: ({ arrays, shape }) => ({
    op: 'broadcast_arrays',
    flops: arrays.length * shape.reduce((total, extent) => total * extent, 1),
    dtypes: arrays.map((array) => array.dtype),
  }),
  run: ({ arrays, shape }): OpResult =>
    new PyTuple(
      arrays.map((array) => {
        const result = arrayOf(native.broadcastTo(array.slot, shape), array.dtype, shape);
        result.symmetry = broadcastGroup(array.symmetry, array.shape, shape)?.hold() ?? null;
        return result;
      }),
    ),
});

interface UnstackCall {
  readonly given: PyValue;
  readonly size: number;
  readonly args: Bound;
}

const unstack = moveOp<UnstackCall, null>({
  name: 'unstack',
  params: 'x, /, *, axis=, **kwargs',
  prepare: (args) => ({ given: args['x']!, size: shapeOperand(args['x']).a.size, args }),
  infer: () => null,
  price: { '0.4.1': { charged: 'first', flops: ({ size }) => size }, '0.12.4': NEVER },
  run: ({ given: a, args }): OpResult => {
    for (const name of extraKeywords(args).keys()) {
      throw new PyTypeError(`unstack() got an unexpected keyword argument '${name}'`);
    }
    if (!(a instanceof NdArray)) throw new AttributeError(`'${typeName(a)}' object has no attribute 'ndim'`);
    if (a.ndim === 0) throw new ValueError('Input array must be at least 1-d.');
    const axis = normalizeAxis(args['axis'] === undefined ? 0 : toIndex(args['axis']), a.ndim);
    requireItems(a.shape[axis]!);
    const strides = native.strides(a.slot);
    const rest = a.shape.filter((_, k) => k !== axis);
    const steps = strides.filter((_, k) => k !== axis);
    const items = Array.from({ length: a.shape[axis]! }, (_, i): OpResult => {
      const offset = a.size === 0 ? 0 : i * strides[axis]!;
      const view = arrayOf(native.stridedView(a.slot, rest, steps, offset), a.dtype, rest);
      return rest.length === 0 ? scalarOf(view) : view;
    });
    return new PyTuple(items as PyValue[]);
  },
});

/** numpy.broadcast: an iterator, which is no answer. ValueError for shapes that do not go together. */
const broadcastOp = freeOp('broadcast', '*args, **kwargs', (args) => {
  if (extraKeywords(args).size > 0) throw new ValueError('keyword arguments not accepted.');
  const given = restArguments(args);
  if (given.length > 64) throw new ValueError('Need at least 0 and at most 64 array objects.');
  broadcastShapes(...given.map(shapeOf));
  throw new UnsupportedReturnType("result of type 'broadcast' cannot be delivered");
});

export const ARRAY_QUERIES: readonly OpDefinition[] = [
  freeOp('shape', 'a', ({ a }) => new PyTuple([...shapeOf(a!)])),
  freeOp('ndim', 'a', ({ a }) => shapeOf(a!).length),
  freeOp('size', 'a, axis=', size),
  complexityOp('iscomplexobj', isComplexValue),
  complexityOp('isrealobj', (value) => !isComplexValue(value)),
  freeOp('isscalar', 'element', ({ element }) => isScalar(element!)),
  freeOp('isfortran', 'a', isFortran),
  freeOp('iterable', 'y', ({ y }) => isSequence(y!)),
  sharedMemory('may_share_memory', 0),
  sharedMemory('shares_memory', -1),
  broadcastShapesOp,
  broadcastOp,
  broadcastArrays,
  unstack,
];
