/** norm, vector_norm and matrix_norm. */
import { normalizeAxes } from '../../array/axes.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import { countElements, type Flops } from '../../cost/flops.js';
import { IndexError, PyTypeError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import { isInt, PyTuple, type PyValue, typeName } from '../../python/values.js';
import { isForeign, isText } from '../contraction/operand.js';
import { permuted } from '../contraction/views.js';
import type { OpDefinition } from '../define.js';
import { reshaped } from '../structure/common.js';
import { type NormOrder, normOf, normOrder } from './norm-kernels.js';
import { ambiguous, batchSize, deliver, extentAt, flag, linalgOp, readMatrix } from './operand.js';
import { early, present } from './prices.js';

interface NormCall {
  readonly a: NdArray;
  readonly order: NormOrder;
  /** One axis, several, or null for all. */
  readonly axis: number | readonly number[] | null;
  readonly keepdims: boolean;
}

/** An axis argument: nil, an integer or a sequence of them. TypeError. */
function axisOf(value: PyValue | undefined): number | readonly number[] | null {
  if (value === undefined || value === null) return null;
  const items = value instanceof PyTuple ? value.items : value;
  if (Array.isArray(items)) {
    return (items as readonly PyValue[]).map((item) => {
      if (isInt(item) || typeof item === 'boolean') return Number(item);
      throw new PyTypeError(`tuple indices must be integers or slices, not ${typeName(item)}`);
    });
  }
  if (isInt(value) || typeof value === 'boolean') return Number(value);
  throw new PyTypeError(`'${typeName(value)}' is no axis`);
}

/** The extents a norm is taken over. IndexError. */
function extentsOver(shape: Shape, axis: NormCall['axis']): Shape {
  if (axis === null) return shape;
  return (typeof axis === 'number' ? [axis] : axis).map((one) => extentAt(shape, one));
}

const isElementary = ({ number, isDefault }: NormOrder): boolean =>
  isDefault || number === 0 || number === 1 || Math.abs(number ?? 0.5) === Number.POSITIVE_INFINITY || number === 2;

const isSingular = ({ number, name }: NormOrder): boolean => number === 2 || number === -2 || name === 'nuc';

interface NormPrices {
  /** How an array is refused as the order of a matrix norm, where it is compared with names. */
  readonly refuseArray: () => Error;
  readonly vector: (elements: Flops, order: NormOrder) => Flops;
  readonly singular: (m: number, n: number) => Flops;
}

const twice = (elements: Flops): Flops => 2n * elements;

const EARLY: NormPrices = { refuseArray: ambiguous, vector: twice, singular: early.singularNorm };
const PRESENT: NormPrices = {
  refuseArray: () => new UnsupportedDtypeError('equal: a name is not numeric'),
  // Other orders take a power of every element and a root.
  vector: (elements, order) => (isElementary(order) ? twice(elements) : 18n * elements + 16n),
  singular: present.singularNorm,
};

const atLeastOneElement = (shape: Shape): Flops => {
  const elements = countElements(shape);
  return elements > 0n ? elements : 1n;
};

function priceOver(over: Shape, order: NormOrder, prices: NormPrices): Flops {
  const elements = atLeastOneElement(over);
  if (over.length === 1) return prices.vector(elements, order);
  const [m, n] = [extentAt(over, -2), extentAt(over, -1)];
  if (order.given instanceof NdArray) throw prices.refuseArray();
  return isSingular(order) ? prices.singular(m, n) : twice(elements);
}

/** How many norms are taken. */
function groups(a: NdArray, over: Shape): Flops {
  const each = sizeOf(over);
  return each === 0 ? 0n : countElements(a.shape) / BigInt(each);
}

/** The price, or null where the reference leaves the refusal to NumPy: for axes that are not there and for numbers. */
function unlessRefused(price: () => Flops): Flops | null {
  try {
    return price();
  } catch (error) {
    if (error instanceof IndexError) return null;
    throw error;
  }
}

const list = (axis: NormCall['axis']): readonly number[] | null => (typeof axis === 'number' ? [axis] : axis);

/** ValueError for text, TypeError for anything else without a size. */
function requireNumbers(op: string, a: NdArray): void {
  if (isText(a)) throw new ValueError(`${op}: could not convert string to float`);
  if (isForeign(a)) throw new PyTypeError(`${op}: elements that have no absolute value`);
}

const norm = linalgOp<NormCall>({
  name: 'linalg.norm',
  params: 'x, ord=, axis=, keepdims=',
  read: (args) => ({
    a: readMatrix(args, 'x'),
    order: normOrder(args['ord'], null),
    axis: axisOf(args['axis']),
    keepdims: flag(args['keepdims'], false),
  }),
  operands: ({ a }) => [a],
  flops: {
    '0.4.1': ({ a, order, axis }) => unlessRefused(() => priceOver(extentsOver(a.shape, axis), order, EARLY)),
    '0.12.4': ({ a, order, axis }) =>
      unlessRefused(() => {
        const over = extentsOver(a.shape, axis);
        return priceOver(over, order, PRESENT) * groups(a, over);
      }),
  },
  run: ({ a, order, axis, keepdims }) => {
    requireNumbers('linalg.norm', a);
    return deliver(normOf(a, order, list(axis), keepdims));
  },
});

/** numpy.linalg.vector_norm: several axes are joined to one. ValueError for an axis named twice, AxisError. */
function vectorNorm({ a, order, axis, keepdims }: NormCall): NdArray {
  const axes = normalizeAxes(axis as PyValue, a.ndim);
  const rest = [...a.shape.keys()].filter((one) => !axes.includes(one));
  const result =
    typeof axis === 'number'
      ? normOf(a, order, [axis], false)
      : normOf(
          reshaped(permuted(a, [...axes, ...rest]), [
            sizeOf(axes.map((one) => a.shape[one]!)),
            ...rest.map((one) => a.shape[one]!),
          ]),
          order,
          [0],
          false,
        );
  if (!keepdims) return result;
  return reshaped(
    result,
    a.shape.map((extent, one) => (axes.includes(one) ? 1 : extent)),
  );
}

const vectorNormOp = linalgOp<NormCall>({
  name: 'linalg.vector_norm',
  params: 'x, ord=, axis=, keepdims=',
  read: (args) => ({
    a: readMatrix(args, 'x'),
    order: normOrder(args['ord'], 2),
    axis: axisOf(args['axis']),
    keepdims: flag(args['keepdims'], false),
  }),
  operands: ({ a }) => [a],
  flops: {
    '0.4.1': ({ a, axis, order }) => EARLY.vector(atLeastOneElement(extentsOver(a.shape, axis)), order),
    '0.12.4': ({ a, axis, order }) => {
      const over = extentsOver(a.shape, axis);
      if (order.given instanceof NdArray) throw PRESENT.refuseArray();
      return PRESENT.vector(atLeastOneElement(over), order) * groups(a, over);
    },
  },
  run: (call) => {
    requireNumbers('linalg.vector_norm', call.a);
    return deliver(vectorNorm(call));
  },
});

type MatrixNormCall = Omit<NormCall, 'axis'>;

function matrixPrice({ a, order }: MatrixNormCall, prices: NormPrices): Flops {
  const [m, n] = [extentAt(a.shape, -2), extentAt(a.shape, -1)];
  if (order.given instanceof NdArray) throw prices.refuseArray();
  return isSingular(order) ? prices.singular(m, n) : twice(countElements([m, n]));
}

const matrixNormOp = linalgOp<MatrixNormCall>({
  name: 'linalg.matrix_norm',
  params: 'x, ord=, keepdims=',
  read: (args) => ({
    a: readMatrix(args, 'x'),
    order: normOrder(args['ord'], 'fro'),
    keepdims: flag(args['keepdims'], false),
  }),
  operands: ({ a }) => [a],
  flops: {
    '0.4.1': (call) => matrixPrice(call, EARLY),
    '0.12.4': (call) => {
      const price = matrixPrice(call, PRESENT);
      return call.a.shape.slice(-2).includes(0) ? 0n : price * batchSize(call.a.shape);
    },
  },
  run: ({ a, order, keepdims }) => {
    requireNumbers('linalg.matrix_norm', a);
    return deliver(normOf(a, order, [-2, -1], keepdims));
  },
});

export const NORMS: readonly OpDefinition[] = [norm, vectorNormOp, matrixNormOp];
