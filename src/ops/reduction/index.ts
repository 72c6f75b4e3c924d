/** The reductions, scans and order statistics. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { isInexact } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { AttributeError, PyTypeError } from '../../errors.js';
import { isInt } from '../../python/values.js';
import { TAG_RULES, verifiedTag } from '../contraction/tags.js';
import { byRelease, defineOp, type OpContext, type OpDefinition, type Releasable, written } from '../define.js';
import { copyInto, isFilledByCopy, retag } from '../pointwise/destination.js';
import { symmetryInto } from '../pointwise/symmetry.js';
import { extraKeywords, restArguments } from '../signature.js';
import { AVERAGE } from './average.js';
import { type Kernel, positionalArgument, prepareReduction, REDUCTION_RULES, type ReductionCall } from './call.js';
import {
  accumulate,
  countNonzero,
  extremum,
  MEAN_PARAMETERS,
  mean,
  PARAMETERS,
  ptp,
  truthFold,
  VARIANCE_PARAMETERS,
  variance,
} from './fold.js';
import { nanExtremum, nanMean, nanPosition, nanVariance, replaceNan } from './nan.js';
import { MEDIAN_PARAMETERS, median, NANMEDIAN_PARAMETERS, nanMedian } from './order.js';
import { countPrice, foldPrice, meanPrice, medianPrice, type Price, ptpPrice, variancePrice } from './price.js';
import {
  ARG_PARAMETERS,
  checkIndexOutput,
  checkOutputShape,
  cumulative,
  position,
  runningTotal,
  SCAN_PARAMETERS,
} from './scan.js';

interface Row {
  readonly name: string;
  /** NumPy's own parameters. */
  readonly parameters: Releasable<string>;
  readonly price: Releasable<Price>;
  readonly run: Kernel;
  /** The result keeps all axes. */
  readonly cumulative?: boolean;
  /** The result is positions: `out` must hold them. */
  readonly index?: boolean;
  /** The release's own function takes no more positional arguments than the axis. */
  readonly keywordsOnly?: boolean;
  /** Most positional arguments of the reference's own function, where it counts them before it charges. */
  readonly atMost?: Releasable<number | undefined>;
  /** Destinations with a tag are filled by copies of results; those of other functions NumPy fills itself. */
  readonly fillsByCopy?: Releasable<boolean>;
  /** Whether an output may have its tag is seen when it has been written. */
  readonly tagsLate?: boolean;
  /** An output given by position and by name is found before the charge. */
  readonly bindsOutput?: Releasable<boolean>;
  /** An output that is no array is asked for its dtype, in early releases. */
  readonly asksOutput?: boolean;
}

const withoutNan = (by: number) => (a: NdArray) => replaceNan(a, by);

const INTEGERS = foldPrice({ integers: true });
const NAN_INTEGERS = foldPrice({ integers: true, scansNan: true });
const PLAIN = foldPrice();

const LATER = byRelease({ '0.4.1': false, '0.12.4': true });

const ROWS: readonly Row[] = [
  { name: 'sum', parameters: PARAMETERS.sum, price: INTEGERS, run: accumulate(ReduceOp.Sum) },
  { name: 'prod', parameters: PARAMETERS.sum, price: INTEGERS, run: accumulate(ReduceOp.Prod) },
  { name: 'max', parameters: PARAMETERS.extremum, price: PLAIN, run: extremum(ReduceOp.Max) },
  { name: 'amax', parameters: PARAMETERS.extremum, price: PLAIN, run: extremum(ReduceOp.Max) },
  { name: 'min', parameters: PARAMETERS.extremum, price: PLAIN, run: extremum(ReduceOp.Min) },
  { name: 'amin', parameters: PARAMETERS.extremum, price: PLAIN, run: extremum(ReduceOp.Min) },
  { name: 'any', parameters: PARAMETERS.truth, price: PLAIN, run: truthFold(ReduceOp.Any) },
  { name: 'all', parameters: PARAMETERS.truth, price: PLAIN, run: truthFold(ReduceOp.All) },
  { name: 'mean', parameters: MEAN_PARAMETERS, price: meanPrice(false), run: mean, bindsOutput: true },
  {
    name: 'var',
    parameters: VARIANCE_PARAMETERS,
    price: variancePrice(false, false),
    run: variance(false),
    bindsOutput: LATER,
  },
  {
    name: 'std',
    parameters: VARIANCE_PARAMETERS,
    price: variancePrice(true, false),
    run: variance(true),
    bindsOutput: LATER,
  },
  {
    name: 'ptp',
    parameters: 'a, axis=, out=, keepdims=',
    price: ptpPrice,
    run: ptp,
    keywordsOnly: true,
    fillsByCopy: byRelease({ '0.4.1': true, '0.12.4': false }),
  },
  { name: 'argmax', parameters: ARG_PARAMETERS, price: foldPrice({ index: true }), run: position(true), index: true },
  { name: 'argmin', parameters: ARG_PARAMETERS, price: foldPrice({ index: true }), run: position(false), index: true },
  { name: 'cumsum', parameters: SCAN_PARAMETERS, price: INTEGERS, run: runningTotal(false), cumulative: true },
  { name: 'cumprod', parameters: SCAN_PARAMETERS, price: INTEGERS, run: runningTotal(true), cumulative: true },
  {
    name: 'cumulative_sum',
    parameters: 'a, *, axis=, dtype=, out=, include_initial=',
    price: INTEGERS,
    run: cumulative(false),
    cumulative: true,
  },
  {
    name: 'cumulative_prod',
    parameters: 'a, *, axis=, dtype=, out=, include_initial=',
    price: INTEGERS,
    run: cumulative(true),
    cumulative: true,
  },
  {
    name: 'median',
    parameters: MEDIAN_PARAMETERS,
    price: medianPrice(false),
    run: median,
    atMost: 4,
    fillsByCopy: false,
    tagsLate: true,
    bindsOutput: true,
  },
  { name: 'nansum', parameters: PARAMETERS.sum, price: NAN_INTEGERS, run: accumulate(ReduceOp.Sum, withoutNan(0)) },
  { name: 'nanprod', parameters: PARAMETERS.sum, price: NAN_INTEGERS, run: accumulate(ReduceOp.Prod, withoutNan(1)) },
  { name: 'nanmax', parameters: PARAMETERS.extremum, price: PLAIN, run: nanExtremum(true) },
  { name: 'nanmin', parameters: PARAMETERS.extremum, price: PLAIN, run: nanExtremum(false) },
  {
    name: 'nanmean',
    parameters: MEAN_PARAMETERS,
    price: meanPrice(true),
    run: nanMean,
    asksOutput: true,
    bindsOutput: LATER,
  },
  {
    name: 'nanvar',
    parameters: VARIANCE_PARAMETERS,
    price: variancePrice(false, true),
    run: nanVariance(false),
    asksOutput: true,
    bindsOutput: LATER,
  },
  {
    name: 'nanstd',
    parameters: VARIANCE_PARAMETERS,
    price: variancePrice(true, true),
    run: nanVariance(true),
    asksOutput: true,
    bindsOutput: LATER,
  },
  {
    name: 'nanargmax',
    parameters: ARG_PARAMETERS,
    price: foldPrice({ index: true, scansNan: true }),
    run: nanPosition(true, (p) => position(true, p)),
    index: true,
  },
  {
    name: 'nanargmin',
    parameters: ARG_PARAMETERS,
    price: foldPrice({ index: true, scansNan: true }),
    run: nanPosition(false, (p) => position(false, p)),
    index: true,
  },
  {
    name: 'nancumsum',
    parameters: SCAN_PARAMETERS,
    price: NAN_INTEGERS,
    run: runningTotal(false, withoutNan(0)),
    cumulative: true,
  },
  {
    name: 'nancumprod',
    parameters: SCAN_PARAMETERS,
    price: NAN_INTEGERS,
    run: runningTotal(true, withoutNan(1)),
    cumulative: true,
  },
  {
    name: 'nanmedian',
    parameters: NANMEDIAN_PARAMETERS,
    price: medianPrice(true),
    run: nanMedian,
    atMost: byRelease<number | undefined>({ '0.4.1': undefined, '0.12.4': 4 }),
    bindsOutput: LATER,
  },
];

const ANY_PARAMETERS = 'a, axis=, *args, **kwargs';

/** AttributeError for an output that is a number, which only sums of possible NaNs look at. */
function requireOutputArray({ a, args }: ReductionCall): void {
  if (!isInexact(a.dtype)) return;
  const out = extraKeywords(args).get('out');
  if (isInt(out)) throw new AttributeError("'int' object has no attribute 'dtype'");
}

function reductionOp(row: Row): OpDefinition {
  return defineOp<ReductionCall>({
    name: row.name,
    params:
      row.keywordsOnly === true
        ? byRelease({ '0.4.1': ANY_PARAMETERS, '0.12.4': 'a, axis=, **kwargs' })
        : ANY_PARAMETERS,
    check: (args, ctx) => {
      const most = ctx.release.pick(row.atMost);
      const count = 2 + restArguments(args).length;
      if (most !== undefined && count > most) {
        throw new PyTypeError(`${row.name}() takes from 1 to ${most} positional arguments but ${count} were given`);
      }
      const parameters = ctx.release.pick(row.parameters);
      if (ctx.release.pick(row.bindsOutput ?? false) && extraKeywords(args).has('out')) {
        if (positionalArgument(args, parameters, 'out') !== undefined)
          throw new PyTypeError(`${row.name}() got multiple values for argument 'out'`);
      }
      const call = prepareReduction(row.name, parameters, args, row.cumulative === true, ctx);
      if (row.index === true && !ctx.release.pick(REDUCTION_RULES).findsLate) checkIndexOutput(call);
      return row.tagsLate === true ? call : { ...call, symmetry: symmetryInto(call.out, call.symmetry) };
    },
    price: row.price as Releasable<Price>,
    run: (call, ctx) => {
      if (row.asksOutput === true && call.refused !== undefined) requireOutputArray(call);
      if (call.refused !== undefined) throw call.refused;
      const { out } = call;
      const endsTags = ctx.release.traits.writesEndTags;
      const positional = positionalArgument(call.args, ctx.release.pick(row.parameters), 'out');
      const reduce = (): NdArray =>
        isFilledByCopy(out) && filled(row, ctx) ? apart(row, call, out, ctx) : into(row, call, ctx);
      return out !== null && positional instanceof NdArray ? written([positional], endsTags, reduce) : reduce();
    },
  });
}

/** Whether the release fills destinations with a tag by copies. */
const filled = (row: Row, ctx: OpContext): boolean => ctx.release.pick(row.fillsByCopy ?? true);

/** What NumPy is to write to in place of an output given by name: one given by position as well. */
function otherOutput(row: Row, { args }: ReductionCall, ctx: OpContext): Pick<ReductionCall, 'out' | 'args'> {
  const given = positionalArgument(args, ctx.release.pick(row.parameters), 'out');
  const keywords = extraKeywords(args);
  const isOutput = given === null || given instanceof NdArray;
  if (!isOutput || !keywords.has('out')) return { out: null, args };
  const others = new Map([...keywords].filter(([name]) => name !== 'out'));
  return { out: given, args: { ...args, kwargs: others as never } };
}

/** Fills a destination by a copy of the result. */
function apart(row: Row, call: ReductionCall, out: NdArray, ctx: OpContext): NdArray {
  const other = otherOutput(row, call, ctx);
  const result = row.run({ ...call, ...other }, ctx);
  if (other.out !== null) retag(other.out, null);
  requireScanned(row, result, call, ctx);
  return retag(copyInto(row.name, out, result), call.symmetry);
}

function into(row: Row, call: ReductionCall, ctx: OpContext): NdArray {
  if (row.index === true) {
    if (ctx.release.pick(REDUCTION_RULES).findsLate) checkOutputShape(call);
    checkIndexOutput(call);
  }
  const { out } = call;
  const isTagged = isFilledByCopy(out);
  const result = row.run(call, ctx);
  if (out === null) return result;
  requireScanned(row, result, call, ctx);
  return isTagged && row.tagsLate === true ? retag(out, symmetryInto(out, call.symmetry)) : retag(out, null);
}

/** Early releases take a scan for a reduction, whose symmetry the totals may lack: SymmetryError, beside an output. */
function requireScanned(row: Row, result: NdArray, { symmetry }: ReductionCall, ctx: OpContext): void {
  if (row.cumulative !== true || ctx.release.pick(REDUCTION_RULES).scansKeepAxes) return;
  verifiedTag(result, symmetry, ctx.release.pick(TAG_RULES));
}

const COUNT_PARAMETERS = 'a, axis=, *, keepdims=';

const countNonzeroOp = defineOp<ReductionCall>({
  name: 'count_nonzero',
  params: 'a, axis=, *, keepdims=',
  check: (args, ctx) => {
    const keywords = new Map(args['keepdims'] === undefined ? [] : [['keepdims', args['keepdims']]]);
    const bound = { a: args['a'], axis: args['axis'], args: [], kwargs: keywords as never };
    try {
      return prepareReduction('count_nonzero', COUNT_PARAMETERS, bound, false, ctx);
    } catch (error) {
      if (!(error instanceof PyTypeError) || !ctx.release.pick(REDUCTION_RULES).countsFirst) throw error;
      // An axis that is none is found by the kernel, once it was paid for.
      return {
        ...prepareReduction('count_nonzero', COUNT_PARAMETERS, { ...bound, axis: null }, false, ctx),
        refused: error,
      };
    }
  },
  price: countPrice as Releasable<Price>,
  run: (call) => {
    if (call.refused !== undefined) throw call.refused;
    const result = countNonzero(call);
    if (call.axes !== null || call.keepdims) return result;
    return Number(native.readItem(result.slot));
  },
});

export const REDUCTION: readonly OpDefinition[] = [...ROWS.map(reductionOp), countNonzeroOp, ...AVERAGE];
