/** Prices of reductions, per release. */
import type { Dtype } from '../../array/dtype.js';
import { kindOf } from '../../array/dtype.js';
import { meanComputeDtype, reductionBillingDtype, sumAccumulatorDtype } from '../../cost/dtype-billing.js';
import type { Flops } from '../../cost/flops.js';
import { pointwiseCost } from '../../cost/pointwise.js';
import { accumulationCost, discountedCost, outputOrbits, pricedAxes, reductionCost } from '../../cost/reduction.js';
import { IndexError } from '../../errors.js';
import { byRelease, type Charge, type OpContext, type Releasable } from '../define.js';
import { type ReductionCall, RULES } from './call.js';

export type Price = (call: ReductionCall, ctx: OpContext) => Charge;

const priced = ({ a, axes }: ReductionCall): number[] => pricedAxes(axes, a.ndim);
const isInexact = ({ a }: ReductionCall): boolean => kindOf(a.dtype) === 'f' || kindOf(a.dtype) === 'c';

/** One FLOP per accumulation. */
const plain = (call: ReductionCall, ctx: OpContext): Flops =>
  reductionCost(call.a.shape, call.axes, call.a.symmetry, ctx.release.pick(RULES));

const everyElement = ({ a }: ReductionCall): Flops => pointwiseCost(a.shape, a.symmetry);

const billedAt = (call: ReductionCall, accumulator: Dtype, outCounts = true): readonly Dtype[] => [
  reductionBillingDtype(call.a.dtype, {
    dtype: call.dtype,
    out: outCounts ? call.out?.dtype : undefined,
    accumulator,
  }),
];

/** Sums and extrema; `integers`: small integers accumulate in 64 bits; `scansNan`: a pass looks for NaNs first. */
export const foldPrice = (
  options: { integers?: boolean; scansNan?: boolean; index?: boolean } = {},
): Releasable<Price> =>
  byRelease<Price>({
    '0.4.1': (call, ctx) => ({ op: call.op, flops: plain(call, ctx) }),
    '0.12.4': (call, ctx) => ({
      op: call.op,
      flops: plain(call, ctx) + (options.scansNan === true && isInexact(call) ? everyElement(call) : 0n),
      dtypes: billedAt(
        call,
        options.integers === true ? sumAccumulatorDtype(call.a.dtype) : call.a.dtype,
        options.index !== true,
      ),
    }),
  });

const meanFlops = (call: ReductionCall, ctx: OpContext): Flops => {
  const { a } = call;
  return (
    accumulationCost(a.shape, priced(call), a.symmetry, ctx.release.pick(RULES)) +
    outputOrbits(a.shape, priced(call), a.symmetry)
  );
};

export const meanPrice = (scansNan: boolean): Releasable<Price> =>
  byRelease<Price>({
    '0.4.1': (call, ctx) => ({ op: call.op, flops: scansNan ? plain(call, ctx) : meanFlops(call, ctx) }),
    '0.12.4': (call, ctx) => ({
      op: call.op,
      flops: meanFlops(call, ctx) + (scansNan && isInexact(call) ? everyElement(call) : 0n),
      dtypes: billedAt(call, meanComputeDtype(call.a.dtype)),
    }),
  });

/** Two passes per element, a two-FLOP accumulation and two FLOPs per result, one more for a root. */
export const variancePrice = (root: boolean, scansNan: boolean): Releasable<Price> =>
  byRelease<Price>({
    '0.4.1': (call, ctx) => ({ op: call.op, flops: plain(call, ctx) }),
    '0.12.4': (call, ctx) => {
      const { a } = call;
      const results = outputOrbits(a.shape, priced(call), a.symmetry);
      const sums = accumulationCost(a.shape, priced(call), a.symmetry, ctx.release.pick(RULES), 2n);
      return {
        op: call.op,
        flops:
          2n * everyElement(call) +
          sums +
          2n * results +
          (root ? results : 0n) +
          (scansNan && isInexact(call) ? everyElement(call) : 0n),
        dtypes: billedAt(call, meanComputeDtype(a.dtype)),
      };
    },
  });

export const ptpPrice: Releasable<Price> = byRelease<Price>({
  '0.4.1': (call, ctx) => ({ op: call.op, flops: plain(call, ctx) }),
  '0.12.4': (call, ctx) => ({
    op: call.op,
    flops: 2n * plain(call, ctx) + outputOrbits(call.a.shape, priced(call), call.a.symmetry),
    dtypes: billedAt(call, call.a.dtype),
  }),
});

export const countPrice: Releasable<Price> = byRelease<Price>({
  '0.4.1': (call, ctx) => ({ op: call.op, flops: plain(call, ctx) }),
  '0.12.4': (call) => ({ op: call.op, flops: everyElement(call), dtypes: [call.a.dtype] }),
});

/** Elements each order statistic is taken from; IndexError for an axis that is not there. */
export function selectedFrom({ a, axes }: ReductionCall): bigint {
  let count = 1n;
  for (const axis of axes ?? a.shape.map((_, k) => k)) {
    const extent = a.shape.at(axis);
    if (axis < -a.ndim || axis >= a.ndim || extent === undefined) throw new IndexError('tuple index out of range');
    // An axis may be named many times before NumPy objects.
    count *= BigInt(extent);
  }
  return count;
}

export const medianPrice = (scansNan: boolean): Releasable<Price> =>
  byRelease<Price>({
    '0.4.1': (call, ctx) => ({
      op: call.op,
      flops: scansNan
        ? plain(call, ctx)
        : discountedCost(call.a.shape, priced(call), call.a.symmetry, selectedFrom(call)),
    }),
    '0.12.4': (call) => ({
      op: call.op,
      flops:
        discountedCost(call.a.shape, priced(call), call.a.symmetry, selectedFrom(call)) +
        (scansNan ? everyElement(call) : 0n),
      dtypes: [meanComputeDtype(call.a.dtype), ...(call.out === null ? [] : [call.out.dtype])],
    }),
  });
