/** trim_zeros. */
import { native } from '../../addon/native.js';
import { axisList, normalizeAxis } from '../../array/axes.js';
import { Dtype } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { AttributeError, PyTypeError, ValueError } from '../../errors.js';
import { type PyValue, typeName } from '../../python/values.js';
import type { OpDefinition, OpResult } from '../define.js';
import { type Bound, extraKeywords } from '../signature.js';
import { arrayOf, copyOf, operand, sliced } from '../structure/common.js';
import { moveOp } from '../structure/move-op.js';
import { refuseKeywords } from './common.js';

interface TrimCall {
  readonly a: NdArray;
  readonly args: Bound;
}

interface TrimPlan {
  /** First kept position and number of kept positions, per axis. */
  readonly ranges: readonly (readonly [start: number, count: number])[];
  readonly size: number;
}

/** The axes trimmed. TypeError, AxisError or ValueError for what are none. */
function trimmedAxes(value: PyValue | undefined, ndim: number): number[] {
  if (value === undefined || value === null) return Array.from({ length: ndim }, (_, axis) => axis);
  if (typeof value !== 'number' && !Array.isArray(value) && typeof value !== 'boolean')
    throw new PyTypeError(`'${typeName(value)}' object is no axis`);
  const axes = axisList(value).map((axis) => normalizeAxis(axis, ndim));
  if (new Set(axes).size !== axes.length) throw new ValueError('repeated axis in `axis` argument');
  return axes;
}

function planTrim({ a, args }: TrimCall): TrimPlan {
  refuseKeywords('trim_zeros', args, ['axis']);
  const given = args['trim'];
  const sides = given === undefined ? 'fb' : given;
  if (
    sides instanceof Uint8Array ||
    (typeof sides === 'string' && !['fb', 'bf', 'f', 'b'].includes(sides.toLowerCase()))
  )
    throw new ValueError(`unexpected character(s) in \`trim\`: '${sides}'`);
  if (typeof sides !== 'string') throw new AttributeError(`'${typeName(sides)}' object has no attribute 'lower'`);
  const axes = trimmedAxes(extraKeywords(args).get('axis'), a.ndim);
  if (Array.isArray(args['filt']) && a.ndim > 1)
    throw new PyTypeError('list indices must be integers or slices, not tuple');
  const positions = native
    .nonzero(copyOf(a, Dtype.Bool).slot)
    .map((slot) => arrayOf(slot, Dtype.Int64, native.shape(slot)));
  const ranges = a.shape.map((extent, axis): [number, number] => {
    const found = positions[axis]!;
    if (!axes.includes(axis)) return [0, extent];
    if (found.size === 0) return [0, 0];
    const at = (greatest: boolean): number => {
      const best = arrayOf(native.argExtremum(greatest, found.slot, 0), Dtype.Int64, []);
      const value = arrayOf(native.gather(found.slot, [0], [best.slot], 0), Dtype.Int64, []);
      return Number(native.readItem(value.slot));
    };
    const start = /f/i.test(sides) ? at(false) : 0;
    return [start, (/b/i.test(sides) ? at(true) + 1 : extent) - start];
  });
  return { ranges, size: ranges.reduce((product, [, count]) => product * count, 1) };
}

const trimZeros = moveOp<TrimCall, TrimPlan>({
  name: 'trim_zeros',
  params: 'filt, trim=, **kwargs',
  prepare: (args) => ({ a: operand('trim_zeros', args['filt']), args }),
  infer: planTrim,
  price: {
    '0.4.1': { charged: 'last', flops: ({ a }, { size }) => Math.max(a.size - size, 0) },
    '0.12.4': { charged: 'first', flops: ({ a }) => a.size, dtypes: ({ a }) => [a.dtype] },
  },
  run: ({ a, args }, { ranges }): OpResult => {
    const given = args['filt'];
    // A list is sliced as a list.
    if (Array.isArray(given) && ranges.length === 1) {
      const [start, count] = ranges[0]!;
      return (given as readonly PyValue[]).slice(start, start + count);
    }
    if (ranges.length === 0) return given instanceof NdArray ? arrayOf(native.alias(a.slot), a.dtype, []) : given!;
    return ranges.reduce((view, [start, count], axis) => sliced(view, axis, start, count), a);
  },
});

export const TRIM: readonly OpDefinition[] = [trimZeros];
