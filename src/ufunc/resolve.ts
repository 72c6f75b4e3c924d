/**
 * Which loop a ufunc runs for given operands, as NumPy 2.4 decides it: an exact match, then the dtype all operands
 * promote to (NEP 50: Python scalars by their kind only), then the first loop they can be cast to safely. `dtype=`
 * and `signature=` fix parts of it.
 */
import { Dtype as D, type Dtype, dtypeName, isComplex } from '../array/dtype.js';
import { type Casting, canCast, defaultDtype, resultType, type WeakKind } from '../array/promote.js';
import { PyTypeError, UFuncInputCastingError, UFuncNoLoopError, UFuncOutputCastingError } from '../errors.js';
import type { Constraint } from './signature.js';
import type { Loop, Ufunc } from './table.js';

/** A dtype, or the kind of a Python scalar that takes part in promotion by its kind only. */
export type OperandType = Dtype | WeakKind;

const COMPARISONS = new Set(['equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal']);
const LOGICAL = new Set(['logical_and', 'logical_or', 'logical_xor']);
/** Ufuncs without the older search by safe casts: no exact loop is no loop. */
const EXACT_ONLY = new Set(['gcd', 'lcm', 'sign', 'positive']);
/** Ufuncs with loops between different dtypes. */
const MIXED = new Set(['ldexp', 'frexp', 'bitwise_count']);

const WEAK_CODES: Readonly<Record<WeakKind, number>> = { int: 14, float: 15, complex: 16 };
const cache = new Map<Ufunc, Map<number, Loop>>();

const isWeak = (type: OperandType): type is WeakKind => typeof type === 'string';
const codeOf = (type: OperandType): number => (isWeak(type) ? WEAK_CODES[type] : type);
const nameOf = (type: OperandType): string => (isWeak(type) ? type : dtypeName(type));

/** Raises TypeError or UFuncTypeError where NumPy finds no loop or may not cast the operands to it. */
export function resolveLoop(
  ufunc: Ufunc,
  types: readonly OperandType[],
  constraint?: Constraint,
  casting: Casting = 'same_kind',
): Loop {
  const loop = constraint === undefined ? natural(ufunc, types) : constrained(ufunc, types, constraint);
  if (constraint !== undefined || casting !== 'same_kind') checkInputs(ufunc, loop, types, casting);
  return loop;
}

/** Raises UFuncTypeError when a result of the loop may not be written to an output of dtype `to`. */
export function checkOutput(ufunc: Ufunc, from: Dtype, to: Dtype, casting: Casting): void {
  if (canCast(from, to, casting)) return;
  throw new UFuncOutputCastingError(
    `Cannot cast ufunc '${ufunc.name}' output from ${dtypeName(from)} to ${dtypeName(to)} with casting rule '${casting}'`,
  );
}

function natural(ufunc: Ufunc, types: readonly OperandType[]): Loop {
  const key = types.length === 1 ? codeOf(types[0]!) : codeOf(types[0]!) * 32 + codeOf(types[1]!);
  let loops = cache.get(ufunc);
  if (loops === undefined) {
    loops = new Map();
    cache.set(ufunc, loops);
  }
  let loop = loops.get(key);
  if (loop === undefined) {
    loop = search(ufunc, types, []);
    loops.set(key, loop);
  }
  return loop;
}

function constrained(ufunc: Ufunc, types: readonly OperandType[], constraint: Constraint): Loop {
  const { nin } = ufunc;
  const outputs = constraint.slice(nin);
  if (constraint.every((dtype) => dtype !== undefined)) {
    const named = findExact(ufunc, constraint.slice(0, nin), outputs);
    if (named !== undefined && !isMixedComparison(ufunc, named)) return named;
    const uniform = constraint.every((dtype) => dtype === constraint[0]);
    throw uniform ? noLoop(ufunc, types) : notFound(ufunc, types);
  }
  const operands = types.map((type, i) => constraint[i] ?? type);
  return search(ufunc, operands, outputs, constraint.slice(0, nin));
}

/** Loops between int64 and uint64 are found by their operands, but have no name. */
const isMixedComparison = (ufunc: Ufunc, loop: Loop): boolean =>
  COMPARISONS.has(ufunc.name) && loop.inputs[0] !== loop.inputs[1];

/** The loop for `operands` among those with the wanted outputs; `fixed` are inputs that may not be promoted. */
function search(ufunc: Ufunc, operands: readonly OperandType[], outputs: Constraint, fixed: Constraint = []): Loop {
  const exact = findExact(ufunc, operands, outputs);
  if (exact !== undefined) return exact;
  if (LOGICAL.has(ufunc.name)) {
    // Truth values are all that counts: mixed operands are converted to bool.
    const truth = findExact(
      ufunc,
      operands.map((_, i) => fixed[i] ?? D.Bool),
      outputs,
    );
    if (truth !== undefined) return truth;
    throw noLoop(ufunc, operands);
  }
  if (ufunc.name === 'divide' && outputs.every((dtype) => dtype === undefined)) {
    const common = resultType(operands);
    if (common < D.Float16) return findExact(ufunc, [D.Float64, D.Float64], outputs)!;
  }
  if (COMPARISONS.has(ufunc.name)) {
    const signs = mixedSigns(ufunc, operands, outputs);
    if (signs !== undefined) return signs;
  }
  const byPromotion = (): Loop | undefined => promotedLoop(ufunc, operands, outputs, fixed);
  const byCast = (): Loop | undefined =>
    isExactOnly(ufunc, operands) || refusesBool(ufunc, operands)
      ? undefined
      : ufunc.loops.find((loop) => hasOutputs(loop, outputs) && acceptsSafely(loop, operands));
  const loop = isMixed(ufunc, operands) ? (byCast() ?? byPromotion()) : (byPromotion() ?? byCast());
  if (loop === undefined) throw noLoop(ufunc, operands);
  return loop;
}

function findExact(
  ufunc: Ufunc,
  operands: readonly (OperandType | undefined)[],
  outputs: Constraint,
): Loop | undefined {
  return ufunc.loops.find(
    (loop) => loop.inputs.every((dtype, i) => dtype === operands[i]) && hasOutputs(loop, outputs),
  );
}

const hasOutputs = (loop: Loop, outputs: Constraint): boolean =>
  outputs.every((dtype, i) => dtype === undefined || dtype === loop.outputs[i]);

/** The loop whose inputs are all of the dtype the operands promote to, or of the one `dtype=` asks for. */
function promotedLoop(
  ufunc: Ufunc,
  operands: readonly OperandType[],
  outputs: Constraint,
  fixed: Constraint,
): Loop | undefined {
  const [wanted] = outputs;
  const decides = wanted !== undefined && outputs.every((dtype) => dtype === wanted) && !COMPARISONS.has(ufunc.name);
  const common = decides ? wanted : resultType(operands);
  return findExact(
    ufunc,
    operands.map((_, i) => fixed[i] ?? common),
    outputs,
  );
}

/** Loops between different dtypes are searched before the common dtype is tried. */
const isMixed = (ufunc: Ufunc, operands: readonly OperandType[]): boolean =>
  MIXED.has(ufunc.name) || (ufunc.name === 'absolute' && !isExactOnly(ufunc, operands));

/** uint64 and signed integers compare exactly, rather than as float64. */
function mixedSigns(ufunc: Ufunc, operands: readonly OperandType[], outputs: Constraint): Loop | undefined {
  const types = operands.map((type) => (isSigned(type) ? D.Int64 : type));
  return types.includes(D.Int64) && types.includes(D.Uint64) ? findExact(ufunc, types, outputs) : undefined;
}

const isSigned = (type: OperandType): boolean =>
  type === D.Int8 || type === D.Int16 || type === D.Int32 || type === D.Int64;

const acceptsSafely = (loop: Loop, operands: readonly OperandType[]): boolean =>
  loop.inputs.every((dtype, i) => fitsSafely(operands[i]!, dtype, operands));

/** A Python scalar fits any dtype of its kind, next to an array of at least that kind; alone it has its default dtype. */
function fitsSafely(type: OperandType, dtype: Dtype, operands: readonly OperandType[]): boolean {
  if (!isWeak(type)) return canCast(type, dtype, 'safe');
  const widest = operands.reduce<number>((kind, other) => (isWeak(other) ? kind : Math.max(kind, kindRank(other))), 0);
  if (widest < kindRank(defaultDtype(type))) return canCast(defaultDtype(type), dtype, 'safe');
  return kindRank(dtype) >= kindRank(defaultDtype(type));
}

/** bool, integers, floats, complex numbers. */
const kindRank = (dtype: Dtype): number => (dtype === D.Bool ? 0 : dtype < D.Float16 ? 1 : isComplex(dtype) ? 3 : 2);

/** Truth values have no negative and no difference, rather than those of int8. */
const refusesBool = (ufunc: Ufunc, operands: readonly OperandType[]): boolean =>
  (ufunc.name === 'negative' || ufunc.name === 'subtract') && operands.every((type) => type === D.Bool);

function noLoop(ufunc: Ufunc, operands: readonly OperandType[]): PyTypeError | UFuncNoLoopError {
  if (isExactOnly(ufunc, operands)) {
    return new UFuncNoLoopError(`ufunc '${ufunc.name}' has no loop for (${operands.map(nameOf).join(', ')})`);
  }
  if (refusesBool(ufunc, operands)) {
    const instead = ufunc.nin === 1 ? 'invert or logical_not' : 'bitwise_xor or logical_xor';
    return new PyTypeError(`numpy boolean ${ufunc.name} is not supported, use ${instead}`);
  }
  return notFound(ufunc, operands);
}

const notFound = (ufunc: Ufunc, operands: readonly OperandType[]): PyTypeError =>
  new PyTypeError(
    `ufunc '${ufunc.name}' has no loop for (${operands.map(nameOf).join(', ')}) that signature and casting allow`,
  );

const isExactOnly = (ufunc: Ufunc, operands: readonly OperandType[]): boolean =>
  EXACT_ONLY.has(ufunc.name) || (ufunc.name === 'absolute' && kindRank(operands[0] as Dtype) < 3);

function checkInputs(ufunc: Ufunc, loop: Loop, types: readonly OperandType[], casting: Casting): void {
  if (LOGICAL.has(ufunc.name) && loop.inputs[0] === D.Bool) return;
  types.forEach((type, i) => {
    const to = loop.inputs[i]!;
    const from = isWeak(type) ? weakSource(type, to) : type;
    if (canCast(from, to, casting)) return;
    throw new UFuncInputCastingError(
      `Cannot cast ufunc '${ufunc.name}' input ${i} from ${nameOf(type)} to ${dtypeName(to)} with casting rule '${casting}'`,
    );
  });
}

/** The dtype a Python scalar is cast from: the loop's own where the kind fits. */
const weakSource = (kind: WeakKind, to: Dtype): Dtype =>
  kindRank(to) >= kindRank(defaultDtype(kind)) ? to : defaultDtype(kind);
