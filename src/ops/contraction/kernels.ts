/** Products of two arrays as NumPy's functions compute them. */
import { native } from '../../addon/native.js';
import { type Dtype, dtypeName } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { type Casting, canCast } from '../../array/promote.js';
import { broadcastShapes, shapeText, sizeOf } from '../../array/shape.js';
import { UFuncOutputCastingError, ValueError } from '../../errors.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { productDtype } from './operand.js';
import { flattened, permuted, reshaped } from './views.js';

/** numpy.dot. ValueError when what is summed differs in length. */
export function dot(a: NdArray, b: NdArray): NdArray {
  if (a.ndim === 0 || b.ndim === 0) return applyUfunc('multiply', a, b);
  const dtype = productDtype(a, b);
  return new NdArray(native.dot(a.slot, b.slot, dtype), dtype, dotShape(a.shape, b.shape));
}

/** The shape of numpy.dot. */
export function dotShape(a: Shape, b: Shape): Shape {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  return [...a.slice(0, -1), ...b.slice(0, -2), ...(b.length > 1 ? b.slice(-1) : [])];
}

const lastTwoSwapped = (a: NdArray): NdArray => {
  const axes = [...a.shape.keys()];
  axes.push(axes.splice(-2, 1)[0]!);
  return permuted(a, axes);
};

/** numpy.inner: sums over the last axes. */
export function inner(a: NdArray, b: NdArray): NdArray {
  if (a.ndim > 0 && b.ndim > 0 && a.shape.at(-1) !== b.shape.at(-1)) throw notAligned('inner', a, b);
  return dot(a, a.ndim > 0 && b.ndim > 1 ? lastTwoSwapped(b) : b);
}

/** numpy.vdot: both flattened, the first conjugated. */
export function vdot(a: NdArray, b: NdArray): NdArray {
  if (a.size !== b.size) throw notAligned('vdot', a, b);
  const dtype = productDtype(a, b);
  return new NdArray(native.vdot(flattened(a).slot, flattened(b).slot, dtype), dtype, []);
}

const notAligned = (op: string, a: NdArray, b: NdArray): ValueError =>
  new ValueError(`${op}: shapes ${shapeText(a.shape)} and ${shapeText(b.shape)} are not aligned`);

/** numpy.outer without `out`. */
export const outerShape = (a: NdArray, b: NdArray): Shape => [a.size, b.size];
export const asColumn = (a: NdArray): NdArray => reshaped(flattened(a), [a.size, 1]);
export const asRow = (b: NdArray): NdArray => reshaped(flattened(b), [1, b.size]);

/** numpy.tensordot over pairs of axes, given by non-negative numbers. */
export function tensordot(a: NdArray, b: NdArray, aAxes: readonly number[], bAxes: readonly number[]): NdArray {
  const aKept = [...a.shape.keys()].filter((axis) => !aAxes.includes(axis));
  const bKept = [...b.shape.keys()].filter((axis) => !bAxes.includes(axis));
  const extents = (array: NdArray, axes: readonly number[]): number[] => axes.map((axis) => array.shape[axis]!);
  const length = sizeOf(extents(a, aAxes));
  const [rows, columns] = [extents(a, aKept), extents(b, bKept)];
  const x = reshaped(permuted(a, [...aKept, ...aAxes]), [sizeOf(rows), length]);
  const y = reshaped(permuted(b, [...bAxes, ...bKept]), [length, sizeOf(columns)]);
  return reshaped(dot(x, y), [...rows, ...columns]);
}

/** The generalised ufuncs: how many last axes each operand and the result bring. */
export interface StackedKind {
  readonly code: 0 | 1 | 2 | 3;
  readonly cores: (a: NdArray, b: NdArray) => readonly [a: number, b: number, out: number];
}

export const MATMUL: StackedKind = {
  code: 0,
  cores: ({ ndim: m }, { ndim: n }) => [Math.min(m, 2), Math.min(n, 2), Math.min(m, 2) + Math.min(n, 2) - 2],
};
export const VECDOT: StackedKind = { code: 1, cores: () => [1, 1, 0] };
export const MATVEC: StackedKind = { code: 2, cores: () => [2, 1, 1] };
export const VECMAT: StackedKind = { code: 3, cores: () => [1, 2, 1] };

const lead = (shape: Shape, core: number): Shape => shape.slice(0, shape.length - core);

/** The shape of a stacked product. ValueError for operands with too few axes or stacks that do not broadcast. */
export function stackedShape(op: string, kind: StackedKind, a: NdArray, b: NdArray): Shape {
  const [aCore, bCore] = kind.cores(a, b);
  const required = kind === MATMUL ? 1 : 0;
  if (a.ndim < Math.max(aCore, required) || b.ndim < Math.max(bCore, required)) {
    throw new ValueError(`${op}: an operand has too few dimensions: ${shapeText(a.shape)} and ${shapeText(b.shape)}`);
  }
  const stack = broadcastShapes(lead(a.shape, aCore), lead(b.shape, bCore));
  const rows = aCore === 2 ? [a.shape.at(-2)!] : [];
  const columns = bCore === 2 ? [b.shape.at(-1)!] : [];
  return [...stack, ...rows, ...columns];
}

/** numpy.matmul, vecdot, matvec or vecmat; into `out` where one is given. */
export function stackedProduct(
  op: string,
  kind: StackedKind,
  a: NdArray,
  b: NdArray,
  out: NdArray | null,
  casting: Casting = 'same_kind',
): NdArray {
  const shape = stackedShape(op, kind, a, b);
  const [aCore, bCore, core] = kind.cores(a, b);
  if (a.shape.at(-1) !== b.shape.at(-bCore)) throw notAligned(op, a, b);
  const dtype: Dtype = productDtype(a, b);
  if (out === null) {
    return new NdArray(native.stackedProduct(kind.code, a.slot, b.slot, dtype, -1), dtype, shape);
  }
  requireOutputCast(op, dtype, out.dtype, casting);
  const expected = lead(shape, core);
  const given = lead(out.shape, core);
  const fits =
    out.ndim >= shape.length &&
    shapeText(out.shape.slice(out.ndim - core)) === shapeText(shape.slice(shape.length - core)) &&
    shapeText(broadcastShapes(given, expected)) === shapeText(given);
  if (!fits || aCore > a.ndim) {
    throw new ValueError(
      `${op}: out of shape ${shapeText(out.shape)} cannot hold a result of shape ${shapeText(shape)}`,
    );
  }
  const slot = native.stackedProduct(kind.code, a.slot, b.slot, dtype, out.slot);
  if (slot !== out.slot) native.release(slot);
  return out;
}

export function requireOutputCast(op: string, from: Dtype, to: Dtype, casting: Casting): void {
  if (canCast(from, to, casting)) return;
  throw new UFuncOutputCastingError(
    `Cannot cast ufunc '${op}' output from ${dtypeName(from)} to ${dtypeName(to)} with casting rule '${casting}'`,
  );
}

/** Stores a product that was computed apart from its destination. UFuncTypeError, or ValueError for a shape it has not. */
export function storeProduct(op: string, result: NdArray, out: NdArray, casting: Casting): NdArray {
  requireOutputCast(op, result.dtype, out.dtype, casting);
  if (shapeText(broadcastShapes(result.shape, out.shape)) !== shapeText(out.shape)) {
    throw new ValueError(
      `${op}: out of shape ${shapeText(out.shape)} cannot hold a result of shape ${shapeText(result.shape)}`,
    );
  }
  native.assign(out.slot, result.slot, -1);
  return out;
}
