/** Arguments, prices and results that reductions have in common. */
import { native } from '../../addon/native.js';
import { axisList, normalizeAxes } from '../../array/axes.js';
import { asArray, scalarArray } from '../../array/convert.js';
import { Dtype, dtypeName, kindOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { ForeignDtype, parseAnyDtype } from '../../array/parse-dtype.js';
import { canCast } from '../../array/promote.js';
import { broadcastsTo, sizeOf } from '../../array/shape.js';
import { EARLY_RULES, PRESENT_RULES } from '../../cost/reduction-rules.js';
import { PyError, PyTypeError, UFuncOutputCastingError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import { isInt, PyFloat, PyTuple, type PyValue, typeName } from '../../python/values.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { reduceGroup } from '../../symmetry/propagate.js';
import { byRelease, type OpContext } from '../define.js';
import { singleOutput } from '../pointwise/keywords.js';
import {
  type Bound,
  bindArguments,
  extraKeywords,
  parseSignature,
  restArguments,
  type Signature,
} from '../signature.js';
import { operand } from '../structure/common.js';

/** What differs between releases in how reductions are called. */
export interface ReductionRules {
  /** Outputs and dtypes that are none are found by the kernel, once it was paid for. */
  readonly findsLate: boolean;
  /** Scans keep the tag of an array whose axis stays; otherwise that of one whose axis is gone. */
  readonly scansKeepAxes: boolean;
  /** count_nonzero finds an axis that is none late. */
  readonly countsFirst: boolean;
  /** ptp passes the tag on. */
  readonly tagsRange: boolean;
}

export const REDUCTION_RULES = byRelease<ReductionRules>({
  '0.4.1': { findsLate: true, scansKeepAxes: false, countsFirst: false, tagsRange: true },
  '0.12.4': { findsLate: false, scansKeepAxes: true, countsFirst: true, tagsRange: false },
});

/** Release rules for prices with symmetry. */
export const RULES = byRelease({ '0.4.1': EARLY_RULES, '0.12.4': PRESENT_RULES });

export interface ReductionCall {
  readonly op: string;
  readonly a: NdArray;
  /** Axes as given, not yet checked; null for all. */
  readonly axes: readonly number[] | null;
  readonly keepdims: boolean;
  readonly out: NdArray | null;
  /** `dtype=` where it is one. */
  readonly dtype: Dtype | undefined;
  /** The symmetry that the reduction leaves. */
  readonly symmetry: SymmetryGroup | null;
  /** All arguments, for NumPy's own binding, which happens after the charge. */
  readonly args: Bound;
  /** Raised by the kernel. */
  readonly refused?: PyError;
}

/** NumPy's signatures by parameter list and operation. */
const signatures = new Map<string, Map<string, Signature>>();

/** Binds the call to NumPy's own parameter list; TypeError as NumPy raises it. */
export function bindNumpy(call: ReductionCall, parameters: string): Bound {
  let byOp = signatures.get(parameters);
  if (byOp === undefined) {
    byOp = new Map();
    signatures.set(parameters, byOp);
  }
  let signature = byOp.get(call.op);
  if (signature === undefined) {
    signature = parseSignature(call.op, parameters);
    byOp.set(call.op, signature);
  }
  const { args } = call;
  const positional: PyValue[] = [call.a];
  if (args['axis'] !== undefined || restArguments(args).length > 0) positional.push(args['axis'] ?? null);
  positional.push(...restArguments(args));
  return bindArguments(signature, positional, extraKeywords(args));
}

/** Where NumPy's parameter list has `name`, counted after the array and the axis. */
export function positionalArgument(args: Bound, parameters: string, name: string): PyValue | undefined {
  const rest = restArguments(args);
  if (rest.length === 0) return undefined;
  const names = parameters
    .split('*')[0]!
    .split(',')
    .map((part) => part.trim().replace('=', ''));
  const index = names.indexOf(name) - 2;
  return index >= 0 ? rest[index] : undefined;
}

export const truth = (value: PyValue | undefined): boolean =>
  value instanceof PyFloat
    ? value.value !== 0
    : value instanceof NdArray
      ? true
      : Array.isArray(value)
        ? value.length > 0
        : Boolean(value);

/** Reads an argument; where the release finds faults late, nothing and the fault. */
function readNow<T>(rules: ReductionRules, read: () => T): [T | undefined, PyError | undefined] {
  try {
    return [read(), undefined];
  } catch (error) {
    if (!rules.findsLate || !(error instanceof PyError)) throw error;
    return [undefined, error];
  }
}

function dtypeOf(op: string, value: PyValue | undefined): Dtype | undefined {
  const parsed = value === undefined || value === null ? undefined : parseAnyDtype(value);
  if (parsed instanceof ForeignDtype) throw new UnsupportedDtypeError(`${op}: dtype '${parsed.name}' is not numeric`);
  return parsed;
}

/** Takes the arguments apart as the reference does before it charges. */
export function prepareReduction(
  op: string,
  parameters: string,
  args: Bound,
  cumulative: boolean,
  ctx: OpContext,
): ReductionCall {
  const rules = ctx.release.pick(REDUCTION_RULES);
  const keywords = extraKeywords(args);
  const a = operand(op, args['a']);
  const given = args['axis'] ?? null;
  const axes = given === null ? null : axisList(given);
  const outGiven = keywords.get('out') ?? positionalArgument(args, parameters, 'out');
  const [out = null, noOut] = readNow(rules, () => singleOutput(op, outGiven));
  const dtypeGiven =
    keywords.get('dtype') ?? (parameters.includes('dtype') ? positionalArgument(args, parameters, 'dtype') : undefined);
  const [dtype, noDtype] = readNow(rules, () => dtypeOf(op, dtypeGiven));
  const keepdims = truth(keywords.get('keepdims') ?? positionalArgument(args, parameters, 'keepdims'));
  const keepsAxes = keepdims || (cumulative && rules.scansKeepAxes);
  const reduced = a.symmetry === null ? null : reduceGroup(a.symmetry, a.ndim, axes, keepsAxes);
  const call = { op, a, axes, keepdims, out, dtype, symmetry: reduced, args };
  const refused = noOut ?? noDtype;
  return refused === undefined ? call : { ...call, refused };
}

const items = (value: PyValue): readonly PyValue[] =>
  value instanceof PyTuple ? value.items : Array.isArray(value) ? (value as readonly PyValue[]) : [value];

export interface AxisRules {
  /** A truth value is no axis. */
  readonly noTruth?: boolean;
  /** A 0-d array has no axis to reduce; to ufuncs it has one, and nothing along it. */
  readonly noneOfScalars?: boolean;
}

/** Checked axes of a call, ascending. AxisError, ValueError and TypeError as NumPy raises them. */
export function checkedAxes({ a, axes, args }: ReductionCall, rules: AxisRules = { noTruth: true }): number[] {
  if (rules.noTruth === true && items(args['axis'] ?? null).some((axis) => typeof axis === 'boolean')) {
    throw new PyTypeError('an integer is required for the axis');
  }
  if (rules.noneOfScalars !== true && a.ndim === 0 && axes?.every((axis) => axis === 0 || axis === -1) === true)
    return [];
  const normalized = normalizeAxes(axes === null ? null : new PyTuple(axes), a.ndim);
  return [...normalized].sort((x, y) => x - y);
}

/** TypeError for a `keepdims` that is neither a truth value nor an integer. */
export function requireTruth(bound: Bound): void {
  const value = bound['keepdims'];
  if (value === undefined || typeof value === 'boolean' || isInt(value)) return;
  throw new PyTypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

/** Puts axes of extent 1 where axes were reduced. */
export function withAxes(result: NdArray, axes: readonly number[]): NdArray {
  const shape = [...result.shape];
  for (const axis of axes) shape.splice(axis, 0, 1);
  const view = native.reshapeView(result.slot, shape, 0);
  return new NdArray(view, result.dtype, shape);
}

/**
 * Delivers a result: into `out` where one was given, tagged otherwise.
 *
 * @param spreads whether an output may have more elements than the result, which is then broadcast to it.
 */
export function deliver(
  call: ReductionCall,
  result: NdArray,
  casting: 'same_kind' | 'unsafe' = 'same_kind',
  spreads = false,
): NdArray {
  const { out } = call;
  if (out === null) {
    result.symmetry = call.symmetry;
    return result;
  }
  const isSpread = spreads && broadcastsTo(result.shape, out.shape);
  if (!isSpread && out.ndim !== result.ndim) {
    throw new ValueError(
      `output parameter for reduction operation ${call.op} has the wrong number of dimensions: Found ${out.ndim} but expected ${result.ndim}`,
    );
  }
  if (!isSpread && out.shape.join() !== result.shape.join()) {
    throw new ValueError(
      `${call.op}: non-broadcastable output operand with shape (${out.shape.join(', ')}) doesn't match the broadcast shape (${result.shape.join(', ')})`,
    );
  }
  if (!canCast(result.dtype, out.dtype, casting)) {
    throw new UFuncOutputCastingError(
      `Cannot cast ${call.op} output from ${dtypeName(result.dtype)} to ${dtypeName(out.dtype)} with casting rule '${casting}'`,
    );
  }
  native.assign(out.slot, result.slot, -1);
  return out;
}

/** The `where` mask of a reduction, or null. */
export function whereMask(value: PyValue | undefined): NdArray | null {
  if (value === undefined || value === true) return null;
  if (value instanceof NdArray) {
    if (value.dtype !== Dtype.Bool)
      throw new PyTypeError("where: cannot cast the mask to bool according to the rule 'safe'");
    return value;
  }
  return asArray(value, Dtype.Bool);
}

const notANumber = (text: string, dtype: Dtype): ValueError =>
  'iu'.includes(kindOf(dtype))
    ? new ValueError(`invalid literal for int() with base 10: '${text}'`)
    : new ValueError(`could not convert string to float: '${text}'`);

/** An `initial` value as a 0-d array of the dtype reduced in. */
export function initialValue(value: PyValue | undefined, dtype: Dtype): NdArray | undefined {
  if (value === undefined) return undefined;
  if (value instanceof NdArray) {
    if (value.size !== 1) throw new ValueError('Input object to FillWithScalar is not a scalar');
    return new NdArray(native.copy(value.slot, dtype, 0), dtype, value.shape);
  }
  if (value === null) return undefined;
  if (typeof value === 'string') throw notANumber(value, dtype);
  if (Array.isArray(value) || value instanceof PyTuple) return initialSequence(value, dtype);
  return scalarArray(value, dtype);
}

/** A sequence in place of a number: only its truth is of use. */
function initialSequence(value: readonly PyValue[] | PyTuple, dtype: Dtype): NdArray {
  const kind = kindOf(dtype);
  if (kind === 'f') throw new ValueError('setting an array element with a sequence.');
  if (kind !== 'b') throw new PyTypeError(`initial must be a real number, not '${typeName(value)}'`);
  return scalarArray((value instanceof PyTuple ? value.items : value).length > 0, dtype);
}

export const countOver = (a: NdArray, axes: readonly number[]): number => sizeOf(axes.map((axis) => a.shape[axis]!));

export type Kernel = (call: ReductionCall, ctx: OpContext) => NdArray;
