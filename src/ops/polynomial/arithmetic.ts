/** Sums, differences, products and quotients of polynomials. */
import { native } from '../../addon/native.js';
import { Dtype } from '../../array/dtype.js';
import { inArrayScope, type NdArray } from '../../array/ndarray.js';
import { promoteTypes } from '../../array/promote.js';
import { linalgComputeDtype } from '../../cost/dtype-billing.js';
import { IndexError, ValueError } from '../../errors.js';
import { PyFloat, PyTuple, type PyValue } from '../../python/values.js';
import { applyInPlace, applyUfunc, asType } from '../../ufunc/apply.js';
import { type Charge, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import { call } from '../predicate/apply.js';
import type { Bound } from '../signature.js';
import { arrayOf } from '../structure/common.js';
import { convolution } from './convolve.js';
import {
  atLeastOneAxis,
  type Coefficients,
  coefficients,
  itemAt,
  joined,
  lengthOf,
  part,
  refuseForeign,
  requireNumeric,
  zerosOf,
} from './operand.js';
import { early, present } from './prices.js';

interface Pair {
  readonly left: Coefficients;
  readonly right: Coefficients;
  readonly flops: number;
}

interface PairSpec {
  readonly name: string;
  readonly params: string;
  readonly early: (left: Coefficients, right: Coefficients) => number;
  readonly present: (left: Coefficients, right: Coefficients) => number;
  /** Dtypes billed. */
  readonly billed?: (a: Dtype, b: Dtype) => readonly Dtype[];
  readonly run: (a: NdArray, b: NdArray) => OpResult;
}

function pairOp(spec: PairSpec): OpDefinition {
  const { name } = spec;
  return defineOp<Pair>({
    name,
    params: spec.params,
    check: (args: Bound, ctx: OpContext) => {
      const [first, second] = spec.params.split(', ') as [string, string];
      const [left, right] = [coefficients(args[first]), coefficients(args[second])];
      const flops = (ctx.release.traits.dtypeBilling ? spec.present : spec.early)(left, right);
      refuseForeign(name, ctx, left, right);
      return { left, right, flops };
    },
    price: ({ left, right, flops }): Charge => {
      const dtypes = [left.a.dtype, right.a.dtype] as const;
      return { op: name, flops, dtypes: spec.billed?.(...dtypes) ?? dtypes };
    },
    run: ({ left, right }) => {
      requireNumeric(name, left, right);
      return spec.run(left.a, right.a);
    },
  });
}

/** a ± b after zeros in front of the shorter one. */
function combined(operator: 'add' | 'subtract', left: NdArray, right: NdArray): NdArray {
  const [a, b] = [atLeastOneAxis(left), atLeastOneAxis(right)];
  const [n, m] = [a.shape[0]!, b.shape[0]!];
  const pad = (x: NdArray, length: number): NdArray => {
    if (x.ndim !== 1) throw new ValueError('all the input arrays must have same number of dimensions');
    return joined(x.dtype, zerosOf(x.dtype, length), x);
  };
  return call(operator, n < m ? pad(a, m - n) : a, m < n ? pad(b, n - m) : b);
}

/** numpy.poly1d: coefficients without zeros in front. */
function trimmed(a: NdArray): NdArray {
  if (a.ndim > 1) throw new ValueError('Polynomial must be 1d only.');
  const [positions] = native.nonzero(a.slot) as [number];
  const found = arrayOf(positions, Dtype.Int64, [native.countTrue(applyUfunc('not_equal', a, zerosOf(a.dtype)).slot)]);
  if (found.size === 0) return zerosOf(a.dtype, 1);
  const first = Number(native.readItem(itemAt(found, 0).slot));
  return part(a, first, a.size - first);
}

/** Whether a remainder's first coefficient counts as zero: numpy.allclose(x, 0, rtol=1e-14). */
function isNegligible(x: NdArray): boolean {
  const near = call('less_equal', call('absolute', x), new PyFloat(1e-8));
  return x.size === native.countTrue(near.slot);
}

/** numpy.polydiv: quotient and remainder by long division. */
function divided(left: NdArray, right: NdArray): OpResult {
  const u = call('add', atLeastOneAxis(left), new PyFloat(0));
  const v = call('add', atLeastOneAxis(right), new PyFloat(0));
  for (const { shape } of [u, v])
    if (shape[0] === 0) throw new IndexError('index 0 is out of bounds for axis 0 with size 0');
  const sum = call('add', itemAt(u, 0), itemAt(v, 0));
  const [m, n] = [u.shape[0]! - 1, v.shape[0]! - 1];
  const scale = call('divide', new PyFloat(1), itemAt(v, 0));
  const quotient = zerosOf(sum.dtype, Math.max(m - n + 1, 1));
  let remainder = asType(u, sum.dtype);
  if (remainder === u) remainder = arrayOf(native.copy(u.slot, u.dtype, 0), u.dtype, u.shape);
  for (let k = 0; k <= m - n; k++) {
    inArrayScope(() => {
      const factor = call('multiply', scale, itemAt(remainder, k));
      native.assign(itemAt(quotient, k).slot, factor.slot, -1);
      applyInPlace('subtract', part(remainder, k, n + 1), call('multiply', factor, v));
    });
  }
  const width = (dropped: number): number =>
    remainder.ndim === 1 ? remainder.size - dropped : remainder.shape.at(-1)!;
  let dropped = 0;
  while (width(dropped) > 1 && inArrayScope(() => isNegligible(itemAt(remainder, dropped)))) dropped++;
  if (dropped > 0) remainder = part(remainder, dropped, remainder.shape[0]! - dropped);
  return new PyTuple([quotient, remainder] as PyValue[]);
}

const lengths =
  (price: (n: number, m: number) => number) =>
  (left: Coefficients, right: Coefficients): number =>
    price(lengthOf(left), lengthOf(right));

const asVector = ({ a, foreign }: Coefficients): Coefficients => ({ a: atLeastOneAxis(a), foreign });
const vectorLengths = (price: (n: number, m: number) => number) => {
  const priced = lengths(price);
  return (left: Coefficients, right: Coefficients): number => priced(asVector(left), asVector(right));
};

export const ARITHMETIC: readonly OpDefinition[] = [
  ...(['add', 'subtract'] as const).map((operator) =>
    pairOp({
      name: operator === 'add' ? 'polyadd' : 'polysub',
      params: 'a1, a2',
      early: lengths(early.sum),
      present: (left, right) => present.sum(left.a.shape, right.a.shape),
      run: (a, b) => combined(operator, a, b),
    }),
  ),
  pairOp({
    name: 'polymul',
    params: 'a1, a2',
    early: lengths(early.product),
    present: lengths(present.product),
    run: (a, b) => convolution(trimmed(a), trimmed(b)),
  }),
  pairOp({
    name: 'polydiv',
    params: 'u, v',
    early: vectorLengths(early.product),
    present: vectorLengths(present.quotient),
    billed: (a, b) => [linalgComputeDtype(promoteTypes(a, b))],
    run: divided,
  }),
];
