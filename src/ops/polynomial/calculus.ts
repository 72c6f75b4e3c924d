/** Derivatives, integrals and values of polynomials. */
import { native } from '../../addon/native.js';
import { Dtype } from '../../array/dtype.js';
import { inArrayScope, type NdArray, type Shape } from '../../array/ndarray.js';
import { promoteTypes } from '../../array/promote.js';
import { broadcastShapes, sizeOf } from '../../array/shape.js';
import { ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { applyInPlace, applyUfunc, asType } from '../../ufunc/apply.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpDefinition } from '../define.js';
import type { Bound } from '../signature.js';
import { arrayOf, requireRoomFor, reshaped, toInt } from '../structure/common.js';
import { scalarOf } from '../structure/indexing.js';
import {
  atLeastOneAxis,
  type Coefficients,
  coefficients,
  descending,
  itemAt,
  lengthOf,
  part,
  RecursionError,
  refuseForeign,
  requireNumeric,
  zerosOf,
} from './operand.js';
import { early, present } from './prices.js';

/** Derivatives and integrals are taken one within the other in the reference: Python allows about so many. */
const DEEPEST = 970;

interface OrderCall {
  readonly p: Coefficients;
  readonly n: number;
  readonly order: PyValue;
  readonly k: Coefficients | null;
}

const orderOf = (value: PyValue | undefined): PyValue => (value === undefined ? 1 : value);

/** numpy.polyder of order m. */
function derivative(p: NdArray, m: number): NdArray {
  const shorter = (n: number): number => Math.max(n - 1, 0);
  const requireBroadcast = (rest: Shape, n: number): Shape => broadcastShapes([shorter(n), ...rest], [shorter(n)]);
  let length = p.shape[0]!;
  requireBroadcast(p.shape.slice(1), length);
  if (m === 0) return p;
  const result = applyUfunc('multiply', part(p, 0, length - 1), descending(length - 1));
  length = result.shape[0]!;
  for (let i = 1; i < m; i++) {
    requireBroadcast(result.shape.slice(1), length);
    if (length <= 1) return part(result, 0, 0);
    inArrayScope(() => {
      const next = applyUfunc('multiply', part(result, 0, length - 1), descending(length - 1));
      native.assign(part(result, 0, length - 1).slot, next.slot, -1);
    });
    length--;
  }
  requireBroadcast(result.shape.slice(1), length);
  return part(result, 0, length);
}

/** The constants of m integrations. ValueError for too few. */
function constants(k: NdArray | null, m: number): NdArray {
  if (k === null) return zerosOf(Dtype.Float64, m);
  const given = atLeastOneAxis(k);
  if (given.shape[0] === 1 && m > 1) {
    const dtype = promoteTypes(given.dtype, Dtype.Float64);
    const repeated = arrayOf(native.empty(dtype, [m]), dtype, [m]);
    const [, ...rest] = given.shape;
    native.assign(repeated.slot, reshaped(given, rest).slot, -1);
    return repeated;
  }
  if (given.shape[0]! < m) throw new ValueError('k must be a scalar or a rank-1 array of length 1 or >m.');
  return given;
}

/** numpy.polyint of order m. */
function integral(p: NdArray, m: number, k: NdArray | null): NdArray {
  const added = constants(k, m);
  if (m === 0) return arrayOf(native.alias(p.slot), p.dtype, p.shape);
  const n = p.shape[0]!;
  const divided = applyUfunc('divide', p, descending(n));
  if (divided.ndim !== 1 || added.ndim !== 1) {
    throw new ValueError('all the input arrays must have same number of dimensions');
  }
  // One buffer takes all steps, so that high orders need no more memory than the result.
  const result = zerosOf(promoteTypes(divided.dtype, added.dtype), n + m);
  native.assign(part(result, 0, n).slot, divided.slot, -1);
  for (let i = 0; i < m; i++) {
    inArrayScope(() => {
      const known = part(result, 0, n + i);
      if (i > 0) native.assign(known.slot, applyUfunc('divide', known, descending(n + i)).slot, -1);
      native.assign(part(result, n + i, 1).slot, part(added, i, 1).slot, -1);
    });
  }
  return result;
}

function requireOrder(order: number, opposite: string, what: string): void {
  if (order < 0) throw new ValueError(`Order of ${what} must be positive (see ${opposite})`);
  if (order > DEEPEST) throw new RecursionError();
}

const polyder = defineOp<OrderCall>({
  name: 'polyder',
  params: 'p, m=',
  check: (args: Bound, ctx: OpContext) => {
    const p = coefficients(args['p']);
    const n = lengthOf(p);
    const order = orderOf(args['m']);
    if (ctx.release.traits.dtypeBilling) toInt(order);
    refuseForeign('polyder', ctx, p);
    return { p, n, order, k: null };
  },
  price: byRelease<(call: OrderCall) => Charge>({
    '0.4.1': ({ n }) => ({ op: 'polyder', flops: Math.max(n, 1) }),
    '0.12.4': ({ p, n, order }) => ({
      op: 'polyder',
      flops: present.derivative(n, toInt(order)),
      dtypes: [p.a.dtype, Dtype.Int64],
    }),
  }),
  run: ({ p, order }) => {
    requireNumeric('polyder', p);
    const m = toInt(order);
    requireOrder(m, 'polyint', 'derivative');
    return derivative(p.a, m);
  },
});

const polyint = defineOp<OrderCall>({
  name: 'polyint',
  params: 'p, m=, k=',
  check: (args: Bound, ctx: OpContext) => {
    const p = coefficients(args['p']);
    const n = lengthOf(p);
    const order = orderOf(args['m']);
    if (ctx.release.traits.dtypeBilling) toInt(order);
    const k = args['k'] === undefined || args['k'] === null ? null : coefficients(args['k']);
    refuseForeign('polyint', ctx, p, ...(k === null ? [] : [k]));
    return { p, n, order, k };
  },
  price: byRelease<(call: OrderCall) => Charge>({
    '0.4.1': ({ n }) => ({ op: 'polyint', flops: Math.max(n, 1) }),
    '0.12.4': ({ p, n, order, k }) => ({
      op: 'polyint',
      flops: present.integral(n, toInt(order)),
      dtypes: [p.a.dtype, Dtype.Float64, ...(k === null ? [] : [k.a.dtype])],
    }),
  }),
  run: ({ p, n, order, k }, ctx) => {
    requireNumeric('polyint', p, ...(k === null ? [] : [k]));
    const m = toInt(order);
    requireOrder(m, 'polyder', 'integral');
    requireRoomFor([n + m], Dtype.Complex128, ctx);
    return integral(p.a, m, k?.a ?? null);
  },
});

interface ValueCall {
  readonly p: Coefficients;
  readonly x: Coefficients;
}

/** The shape of the values; the points' own where shapes do not go together. */
function valueShape({ p, x }: ValueCall): Shape {
  try {
    return broadcastShapes(p.a.shape.slice(1), x.a.shape);
  } catch (error) {
    if (error instanceof ValueError) return x.a.shape;
    throw error;
  }
}

/** numpy.polyval: Horner's rule in place, in the dtype coefficients and points promote to. */
function horner(p: NdArray, x: NdArray): NdArray {
  if (p.shape[0] === 0) return zerosOf(x.dtype, ...x.shape);
  const dtype = promoteTypes(p.dtype, x.dtype);
  const points = asType(x, dtype);
  const y = zerosOf(dtype, ...broadcastShapes(p.shape.slice(1), x.shape));
  for (let i = 0; i < p.shape[0]!; i++) {
    inArrayScope(() => {
      applyInPlace('multiply', y, points);
      applyInPlace('add', y, itemAt(p, i));
    });
  }
  return y;
}

const polyval = defineOp<ValueCall>({
  name: 'polyval',
  params: 'p, x',
  check: (args: Bound, ctx: OpContext) => {
    const [p, x] = [coefficients(args['p']), coefficients(args['x'])];
    lengthOf(p);
    refuseForeign('polyval', ctx, p, x);
    return { p, x };
  },
  price: byRelease<(call: ValueCall) => Charge>({
    '0.4.1': ({ p, x }) => ({ op: 'polyval', flops: early.value(p.a.shape[0]! - 1, x.a.size) }),
    '0.12.4': (call) => ({
      op: 'polyval',
      flops: present.value(call.p.a.shape[0]! - 1, sizeOf(valueShape(call))),
      dtypes: [call.p.a.dtype, call.x.a.dtype],
    }),
  }),
  run: (call, ctx) => {
    requireNumeric('polyval', call.p, call.x);
    requireRoomFor(valueShape(call), promoteTypes(call.p.a.dtype, call.x.a.dtype), ctx);
    const values = horner(call.p.a, call.x.a);
    return values.ndim === 0 && call.p.a.shape[0]! > 0 ? scalarOf(values) : values;
  },
});

export const CALCULUS: readonly OpDefinition[] = [polyder, polyint, polyval];
