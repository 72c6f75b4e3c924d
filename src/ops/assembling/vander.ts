/** vander. */
import { native } from '../../addon/native.js';
import { toIndex } from '../../array/axes.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { promoteTypes } from '../../array/promote.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import type { OpDefinition } from '../define.js';
import { type Bound, extraKeywords } from '../signature.js';
import { arrayOf, copyOf, operand, requireRoomFor, shapeOperand, sliced } from '../structure/common.js';
import { moveOp } from '../structure/move-op.js';
import { refuseKeywords, truth } from './common.js';

interface PowersCall {
  readonly x: NdArray;
  readonly args: Bound;
}

/** The number of columns as far as the price goes: any number. */
function columnsOf({ x, args }: PowersCall): number {
  const given = args['N'];
  if (given === undefined || given === null) return x.shape[0]!;
  if (given instanceof PyFloat && Number.isFinite(given.value)) return given.value;
  if (given instanceof PyFloat) throw new ValueError('cannot convert the number of columns to integer');
  if (isInt(given) || typeof given === 'boolean') return Number(given);
  throw new PyTypeError(`unsupported operand type(s) for -: '${typeName(given)}' and 'int'`);
}

/** FLOPs of all powers beyond the `free` first ones of each element. */
const powersCost =
  (free: number) =>
  (call: PowersCall): number =>
    Math.max(call.x.shape[0]! * (columnsOf(call) - free), 1);

interface PowersPlan {
  readonly columns: number;
  readonly dtype: Dtype;
  readonly increasing: boolean;
}

const vander = moveOp<PowersCall, PowersPlan>({
  name: 'vander',
  params: 'x, N=, **kwargs',
  prepare: (args) => {
    const { a } = shapeOperand(args['x']);
    const x = a.ndim === 0 ? a : operand('vander', args['x']);
    if (x.ndim === 0) throw new PyTypeError('len() of unsized object');
    return { x, args };
  },
  infer: ({ x, args }) => {
    refuseKeywords('vander', args, ['increasing']);
    if (x.ndim !== 1) throw new ValueError('x must be a one-dimensional array or sequence.');
    const given: PyValue | undefined = args['N'];
    if (typeof given === 'boolean') throw new PyTypeError('an integer is required');
    const columns = given === undefined || given === null ? x.size : toIndex(given);
    if (columns < 0) throw new ValueError('negative dimensions are not allowed');
    const increasing = truth(extraKeywords(args).get('increasing'));
    return { columns, dtype: promoteTypes(x.dtype, Dtype.Int64), increasing };
  },
  price: {
    '0.4.1': { charged: 'first', flops: (call) => Math.trunc(powersCost(1)(call)) },
    '0.12.4': { charged: 'first', flops: powersCost(2), dtypes: ({ x }) => [x.dtype, Dtype.Int64] },
  },
  run: ({ x }, { columns, dtype, increasing }, ctx) => {
    const shape = [x.size, columns];
    requireRoomFor(shape, dtype, ctx);
    const result = arrayOf(native.empty(dtype, shape), dtype, shape);
    if (result.size === 0) return result;
    const powers = increasing ? result : sliced(result, 1, columns - 1, columns, -1);
    native.assign(sliced(powers, 1, 0, 1).slot, scalarArray(1, dtype).slot, -1);
    if (columns > 1) {
      const rest = [x.size, columns - 1];
      const column = arrayOf(native.reshapeView(copyOf(x, dtype).slot, [x.size, 1], 0), dtype, [x.size, 1]);
      const factors = arrayOf(native.broadcastTo(column.slot, rest), dtype, rest);
      const products = arrayOf(native.scan(true, factors.slot, 1, dtype), dtype, rest);
      native.assign(sliced(powers, 1, 1, columns - 1).slot, products.slot, -1);
    }
    return result;
  },
});

export const VANDER: readonly OpDefinition[] = [vander];
