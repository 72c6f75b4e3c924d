/** einsum, and what may be asked about it: its path and its price. */
import { native } from '../../addon/native.js';
import { toIndex } from '../../array/axes.js';
import { type Dtype, dtypeName } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { type Casting, canCast, resultType } from '../../array/promote.js';
import { shapeText } from '../../array/shape.js';
import { type EinsumPlan, einsumCost, planEinsum } from '../../einsum/plan.js';
import { KeyError, PyError, PyTypeError, RuntimeError, UnsupportedReturnType, ValueError } from '../../errors.js';
import { PyFloat, PyTuple, type PyValue, typeName } from '../../python/values.js';
import { declaredGroup } from '../../symmetry/declare.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { asType } from '../../ufunc/apply.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import { Outcome } from '../outcome.js';
import { castingOf, singleOutput } from '../pointwise/keywords.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import { requireRoomFor } from '../structure/common.js';
import { asEinsumOperand, chargeFor, EINSUM_RULES } from './operand.js';
import { contract } from './pairwise.js';
import { refuseStrays } from './subscripts.js';
import { canonicalCopy, TAG_RULES, tagInto, verifiedTag } from './tags.js';
import { reshaped } from './views.js';

/** A call as it was asked for. */
interface Asked {
  readonly plan: EinsumPlan;
  readonly operands: readonly NdArray[];
  /** The destination, or what it is refused with once the contraction has been paid for. */
  readonly out: NdArray | PyError | null;
  readonly declared: boolean;
  readonly tag: SymmetryGroup | null;
  readonly casting: Casting;
  /** The dtype operands are converted to first, where `out` decides it. */
  readonly computeDtype: Dtype | undefined;
}

interface Einsum extends Asked {
  /** The contraction's result and the tag its values were found to have. */
  readonly outcome: Outcome<Contraction>;
}

interface Contraction {
  readonly result: NdArray;
  readonly verified: SymmetryGroup | null;
}

/** How operands are summed before they meet; follows from how each release calls numpy.einsum. */
const SUMS_IN_OWN_DTYPE = byRelease({ '0.4.1': false, '0.12.4': true });

const isScalar = (value: PyValue): boolean =>
  ['number', 'bigint', 'boolean', 'string'].includes(typeof value) || value instanceof PyFloat;

/** Early releases take a scalar for a destination of no dimensions, which nothing of more than one element fits. */
const DESTINATION = byRelease<(value: PyValue, plan: EinsumPlan) => NdArray | PyError | null>({
  '0.4.1': (value, { outputShape }) =>
    isScalar(value) && outputShape.some((extent) => extent !== 1)
      ? new ValueError(`einsum: a result of shape ${shapeText(outputShape)} does not fit a scalar`)
      : singleOutput('einsum', value),
  '0.12.4': (value) => singleOutput('einsum', value),
});

/** Plans the call. Raises as `refuseStrays` and `planEinsum`. */
function planCall(args: Bound, ctx: OpContext): { plan: EinsumPlan; operands: NdArray[] } {
  const subscripts = args['subscripts'] as PyValue;
  const given = restArguments(args, 'operands');
  refuseStrays(subscripts, given);
  const operands = given as NdArray[];
  const plan = planEinsum({
    subscripts: subscripts as string,
    operands: operands.map(asEinsumOperand),
    optimize: args['optimize'],
    rules: ctx.release.pick(EINSUM_RULES),
  });
  return { plan, operands };
}

function checkCall(args: Bound, ctx: OpContext): Asked {
  const { plan, operands } = planCall(args, ctx);
  const rules = ctx.release.pick(TAG_RULES);
  const symmetry = args['symmetry'];
  const declared = symmetry !== undefined && symmetry !== null;
  let target = declared ? declaredGroup(symmetry, plan.output.length) : plan.outputSymmetry;
  const out = ctx.release.pick(DESTINATION)(args['out'] ?? null, plan);
  // A destination's own declared tag is what the result must have where nothing else says so.
  if (target === null && out instanceof NdArray && !(out.symmetryInferred && rules.makesCanonical))
    target = out.symmetry;
  const tag = tagInto(out instanceof NdArray ? out : null, target, rules);
  return { plan, operands, out, declared, tag, casting: 'unsafe', computeDtype: undefined };
}

/** The dtype everything is computed in when results go to `out`. TypeError where `casting` forbids it. */
function dtypeForOutput(operands: readonly NdArray[], out: NdArray, casting: Casting): Dtype {
  const dtype = resultType([...operands.map((operand) => operand.dtype), out.dtype]);
  const refused = operands.find((operand) => !canCast(operand.dtype, dtype, casting));
  if (refused !== undefined) {
    throw new PyTypeError(`einsum: ${dtypeName(refused.dtype)} cannot become ${dtypeName(dtype)} under '${casting}'`);
  }
  if (!canCast(dtype, out.dtype, casting)) {
    throw new PyTypeError(`einsum: ${dtypeName(dtype)} cannot go to out of ${dtypeName(out.dtype)} under '${casting}'`);
  }
  return dtype;
}

function compute({ plan, operands, out, tag, computeDtype }: Asked, ctx: OpContext): Contraction {
  if (out instanceof PyError) throw out;
  const rules = ctx.release.pick(TAG_RULES);
  requireRoomFor(plan.outputShape, resultType(operands.map((operand) => operand.dtype)), ctx);
  const converted = computeDtype === undefined ? operands : operands.map((operand) => asType(operand, computeDtype));
  const result = contract(plan, converted, {
    limit: (shape, dtype) => requireRoomFor(shape, dtype, ctx),
    sumsInOwnDtype: ctx.release.pick(SUMS_IN_OWN_DTYPE),
  });
  return { result, verified: verifiedTag(result, tag, rules) };
}

function run({ out, declared, casting, outcome }: Einsum, ctx: OpContext): OpResult {
  const rules = ctx.release.pick(TAG_RULES);
  const { result, verified } = outcome.take();
  if (out instanceof NdArray) {
    store(result, out, casting);
    if (!rules.keepsOutputTag) out.symmetry = null;
    return out;
  }
  const isCopied = verified !== null && declared && rules.makesCanonical;
  const stored = isCopied ? canonicalCopy(result, verified) : result;
  stored.symmetry = verified;
  return stored;
}

/** Copying into the destination is charged for where dtypes are billed, and only once there is something to copy. */
function* presentPrice({ plan, operands, out, computeDtype, outcome }: Einsum): Generator<Charge> {
  const destination = out instanceof NdArray ? out : null;
  yield chargeFor('einsum', plan, operands, destination);
  if (destination === null || computeDtype === undefined || outcome.settle() === null) return;
  yield { op: 'copyto', flops: destination.size, dtypes: [computeDtype, destination.dtype] };
}

function store(result: NdArray, out: NdArray, casting: Casting): void {
  if (!canCast(result.dtype, out.dtype, casting)) {
    throw new PyTypeError(
      `einsum: cannot cast ${dtypeName(result.dtype)} to ${dtypeName(out.dtype)} under '${casting}'`,
    );
  }
  const lead = result.ndim - out.ndim;
  const fits = result.shape.every(
    (extent, axis) => extent === 1 || (axis >= lead && extent === out.shape[axis - lead]),
  );
  if (!fits) {
    throw new ValueError(
      `einsum: a result of shape ${shapeText(result.shape)} does not fit out ${shapeText(out.shape)}`,
    );
  }
  // Leading axes of extent 1 that the destination has not are left out.
  const fitted = lead > 0 ? reshaped(result, result.shape.slice(lead)) : result;
  native.assign(out.slot, fitted.slot, -1);
}

const withOutcome = (asked: Asked, ctx: OpContext): Einsum => ({
  ...asked,
  outcome: new Outcome(() => compute(asked, ctx)),
});

const einsum = defineOp<Einsum>({
  name: 'einsum',
  params: 'subscripts, *operands, out=, optimize=, symmetry=, **kwargs',
  check: byRelease<(args: Bound, ctx: OpContext) => Einsum>({
    '0.4.1': (args, ctx) => withOutcome(checkCall(args, ctx), ctx),
    '0.12.4': (args, ctx) => {
      const asked = checkCall(args, ctx);
      if (!(asked.out instanceof NdArray)) return withOutcome(asked, ctx);
      const keywords = extraKeywords(args);
      const casting = keywords.has('casting') ? castingOf(keywords) : 'safe';
      return withOutcome({ ...asked, casting, computeDtype: dtypeForOutput(asked.operands, asked.out, casting) }, ctx);
    },
  }),
  price: byRelease<(call: Einsum) => Charge | Iterable<Charge>>({
    '0.4.1': ({ plan }) => ({ op: 'einsum', flops: plan.flops }),
    '0.12.4': presentPrice,
  }),
  run,
});

const einsumPath = defineOp<Bound>({
  name: 'einsum_path',
  params: 'subscripts, *operands, optimize=',
  check: (args) => args,
  price: () => ({ op: 'einsum_path', flops: 1 }),
  run: byRelease<(args: Bound, ctx: OpContext) => OpResult>({
    '0.4.1': (args, ctx) => {
      planCall(args, ctx);
      throw new RuntimeError('einsum_path: the description of a path cannot be sent');
    },
    '0.12.4': (args, ctx) => {
      planCall(args, ctx);
      throw new UnsupportedReturnType('einsum_path: the description of a path cannot be sent');
    },
  }),
});

const text = (value: PyValue): string => {
  if (typeof value !== 'string') throw new PyTypeError(`subscripts must be a string, not ${typeName(value)}`);
  return value;
};

const itemsOf = (value: PyValue): readonly PyValue[] => {
  if (value instanceof PyTuple) return value.items;
  if (Array.isArray(value)) return value as readonly PyValue[];
  throw new PyTypeError(`'${typeName(value)}' object is not iterable`);
};

/** A shape whose cost is asked for: integers, none of them negative. TypeError, ValueError. */
const extents = (shape: PyValue): number[] =>
  itemsOf(shape).map((item) => {
    if (typeof item === 'boolean') throw new PyTypeError('an extent is an integer, not a bool');
    const extent = toIndex(item);
    if (extent < 0) throw new ValueError('negative dimensions are not allowed');
    return extent;
  });

const einsumCostOp = defineOp<bigint>({
  name: 'flops.einsum_cost',
  params: '**kwargs',
  check: (args, ctx) => {
    const keywords = extraKeywords(args);
    const named = (name: string): PyValue => {
      const value = keywords.get(name);
      if (value === undefined) throw new KeyError(name);
      return value;
    };
    const subscripts = named('subscripts');
    const shapes = itemsOf(named('shapes')).map((shape) => extents(shape));
    return einsumCost(text(subscripts), shapes, ctx.release.pick(EINSUM_RULES));
  },
  price: () => null,
  run: (flops) => flops,
});

export const EINSUM: readonly OpDefinition[] = [einsum, einsumPath, einsumCostOp];
