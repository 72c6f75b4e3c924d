/**
 * Symmetry declared (as_symmetric), imposed (symmetrize) and asked for (is_symmetric). Results of the first two carry
 * the group as their tag.
 */
import { native } from '../../addon/native.js';
import { Dtype, itemsizeOf } from '../../array/dtype.js';
import { inArrayScope, type NdArray } from '../../array/ndarray.js';
import { promoteTypes } from '../../array/promote.js';
import { integerToFloat64 } from '../../cost/dtype-billing.js';
import type { Flops } from '../../cost/flops.js';
import { PyTypeError, SymmetryError, ValueError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { movingGenerators, transpositionOf } from '../../symmetry/check.js';
import { declaredGroup } from '../../symmetry/declare.js';
import { ENUMERATION_BUDGET, EnumerationBudgetExceeded } from '../../symmetry/enumeration.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { validateShape } from '../../symmetry/unique.js';
import { applyInPlace } from '../../ufunc/apply.js';
import { canonicalCopy, invariance, TAG_RULES } from '../contraction/tags.js';
import { defineOp, type OpContext, type OpDefinition } from '../define.js';
import { type Coefficients, coefficients, requireNumeric } from '../polynomial/operand.js';
import { call } from '../predicate/apply.js';
import { closeness } from '../predicate/close.js';
import type { Bound } from '../signature.js';
import { arrayOf, copyOf, requireRoomFor, transposed } from '../structure/common.js';

interface SymmetricCall {
  readonly data: Coefficients;
  readonly group: SymmetryGroup;
}

/** The operand. UnsupportedDtypeError for sequences of anything but numbers. */
function operandOf(op: string, args: Bound): Coefficients {
  const data = coefficients(args['data']);
  if (data.a.ndim > 0) requireNumeric(op, data);
  return data;
}

/** The group to declare. ValueError without one. */
function requiredGroup(value: PyValue | undefined, data: Coefficients): SymmetryGroup {
  const group = declaredGroup(value, data.a.ndim);
  if (group === null) throw new ValueError('symmetry must be provided');
  return group;
}

/** Comparing data with their transposes, one per generator: seven steps an element. */
function checkFlops({ data, group }: SymmetricCall): Flops {
  const flops = BigInt(movingGenerators(group).length) * (7n * BigInt(data.a.size) - 1n);
  return flops > 1n ? flops : 1n;
}

const tagged = (a: NdArray, group: SymmetryGroup): NdArray => {
  a.symmetry = group.hold();
  return a;
};

/** Raises SymmetryError for data that differ from one of their transposes by more than the tolerance. */
function requireInvariant(a: NdArray, group: SymmetryGroup, ctx: OpContext): void {
  validateShape(group, a.shape);
  const isInvariant = invariance(a, ctx.release.pick(TAG_RULES));
  for (const generator of movingGenerators(group)) {
    if (isInvariant(transpositionOf(group, generator, a.ndim))) continue;
    throw new SymmetryError(`tensor is not symmetric along axes (${group.axes.join(', ')})`);
  }
}

/** Whether data equal their transposes to the bit, apart from NaN. */
function isExact(a: NdArray, group: SymmetryGroup): boolean {
  return movingGenerators(group).every((generator) => {
    const other = transposed(a, transpositionOf(group, generator, a.ndim));
    const bytes = [a, other].map((each) => {
      const data = new Uint8Array(each.size * itemsizeOf(each.dtype));
      native.writeBytes(each.slot, data, 0);
      return data;
    });
    return Buffer.compare(bytes[0]!, bytes[1]!) === 0;
  });
}

const asSymmetric = defineOp<SymmetricCall>({
  name: 'as_symmetric',
  params: 'data, *, symmetry',
  check: (args: Bound) => {
    const data = operandOf('as_symmetric', args);
    const group = requiredGroup(args['symmetry'], data);
    requireNumeric('as_symmetric', data);
    return { data, group };
  },
  price: (request) => ({
    op: 'as_symmetric',
    flops: checkFlops(request),
    dtypes: [integerToFloat64(request.data.a.dtype)],
  }),
  run: ({ data: { a }, group }, ctx) => {
    requireInvariant(a, group, ctx);
    const keeps = a.size === 0 || isExact(a, group);
    return tagged(keeps ? arrayOf(native.alias(a.slot), a.dtype, a.shape) : canonicalCopy(a, group), group);
  },
});

const REYNOLDS = 'reynolds-projection';
const CANONICAL = 'canonical-copy';

function modeOf(value: PyValue | undefined): string {
  if (value === undefined) return REYNOLDS;
  if (value === REYNOLDS || value === CANONICAL) return value;
  throw new ValueError(`unknown symmetrize mode ${String(value)}; expected one of '${CANONICAL}', '${REYNOLDS}'`);
}

/** The order of a group that is to be listed. ValueError for one too large. */
function listedOrder(group: SymmetryGroup): bigint {
  try {
    const { order } = group;
    if (order <= BigInt(ENUMERATION_BUDGET)) return order;
  } catch (error) {
    if (!(error instanceof EnumerationBudgetExceeded)) throw error;
  }
  throw new ValueError(
    `symmetrize(mode='${REYNOLDS}') averages over every element of the group, which has more than ` +
      `${ENUMERATION_BUDGET}; mode='${CANONICAL}' reads its generators only`,
  );
}

/** The mean over all transposes (Reynolds operator). */
function projection(a: NdArray, group: SymmetryGroup): NdArray {
  const dtype = promoteTypes(a.dtype, Dtype.Float64);
  const sum = arrayOf(native.zeros(dtype, a.shape), dtype, a.shape);
  for (const element of group.elements)
    inArrayScope(() => applyInPlace('add', sum, transposed(a, transpositionOf(group, element, a.ndim))));
  return call('divide', sum, Number(group.order));
}

interface SymmetrizeCall extends SymmetricCall {
  readonly mode: string;
}

const symmetrize = defineOp<SymmetrizeCall>({
  name: 'symmetrize',
  params: 'data, *, symmetry, mode=',
  check: (args: Bound) => {
    const mode = modeOf(args['mode']);
    const data = operandOf('symmetrize', args);
    const group = requiredGroup(args['symmetry'], data);
    validateShape(group, data.a.shape);
    if (mode === REYNOLDS) listedOrder(group);
    requireNumeric('symmetrize', data);
    return { data, group, mode };
  },
  price: ({ data: { a }, group, mode }) => {
    const passes = mode === CANONICAL ? 1n : group.order + 1n;
    const flops = passes * BigInt(a.size);
    return {
      op: 'symmetrize',
      flops: flops > 1n ? flops : 1n,
      dtypes: mode === CANONICAL ? [a.dtype] : [a.dtype, Dtype.Float64],
    };
  },
  run: ({ data: { a }, group, mode }, ctx) => {
    if (mode === CANONICAL) return tagged(a.size === 0 ? copyOf(a) : canonicalCopy(a, group), group);
    requireRoomFor(a.shape, promoteTypes(a.dtype, Dtype.Float64), ctx);
    const projected = projection(a, group);
    requireInvariant(projected, group, ctx);
    return tagged(projected, group);
  },
});

interface QuestionCall {
  readonly data: Coefficients;
  readonly group: SymmetryGroup | null;
  readonly absolute: PyValue;
  readonly relative: PyValue;
}

/** A tolerance as isclose takes it. TypeError for what is no number. */
function tolerance(value: PyValue): PyValue {
  if (isInt(value) || typeof value === 'boolean' || value instanceof PyFloat) return value;
  throw new PyTypeError(`a tolerance must be a number, not ${typeName(value)}`);
}

const isSymmetric = defineOp<QuestionCall>({
  name: 'is_symmetric',
  params: 'data, *, symmetry, atol=, rtol=',
  check: (args: Bound) => {
    const data = operandOf('is_symmetric', args);
    const group = declaredGroup(args['symmetry'], data.a.ndim);
    if (group !== null) {
      validateShape(group, data.a.shape);
      requireNumeric('is_symmetric', data);
    }
    const [absolute, relative] = [args['atol'] ?? new PyFloat(1e-6), args['rtol'] ?? new PyFloat(1e-5)];
    return { data, group, absolute, relative };
  },
  price: ({ data, group }) => {
    if (group === null) return null;
    return { op: 'is_symmetric', flops: checkFlops({ data, group }), dtypes: [integerToFloat64(data.a.dtype)] };
  },
  run: ({ data: { a }, group, absolute, relative }) => {
    if (group === null) return false;
    return movingGenerators(group).every((generator) => {
      const other = transposed(a, transpositionOf(group, generator, a.ndim));
      const tolerances = new Map([
        ['rtol', tolerance(relative)],
        ['atol', tolerance(absolute)],
      ]);
      return native.countTrue(closeness(a, other, tolerances).slot) === a.size;
    });
  },
});

export const SYMMETRIC: readonly OpDefinition[] = [asSymmetric, symmetrize, isSymmetric];
