/**
 * Which loop a ufunc runs for given operands, as NumPy 2.4 decides it: promotion with weak Python scalars (NEP 50),
 * then the first loop all operands can be cast to safely; `dtype=` and `signature=` fix parts of it.
 */
import { Dtype as D, type Dtype, dtypeName, isComplex } from '../array/dtype.js';
import { type Casting, canCast, resultType, type WeakKind } from '../array/promote.js';
import { PyTypeError, UFuncInputCastingError, UFuncNoLoopError, UFuncOutputCastingError } from '../errors.js';
import type { Loop, Ufunc } from './table.js';

/** A dtype, or the kind of a Python scalar that takes part in promotion by its kind only. */
export type OperandType = Dtype | WeakKind;

/** What `dtype=` or `signature=` fixes: a dtype per input and output, undefined where it is left open. */
export interface Constraint {
  readonly dtypes: readonly (Dtype | undefined)[];
}

/** Binary operations that NumPy resolves by the common dtype of both operands alone. */
const UNIFORM = new Set(['add', 'subtract', 'multiply', 'maximum', 'minimum', 'fmax', 'fmin']);
const LOGICAL = new Set(['logical_and', 'logical_or', 'logical_xor']);
const DIVISIONS = new Set(['divide']);
/** Ufuncs that are dispatched by exact promotion: bool operands find no loop rather than the one for int8. */
const NO_BOOL = new Set(['gcd', 'lcm', 'sign', 'positive', 'negative', 'subtract']);

const cache = new Map<Ufunc, Map<number, Loop>>();
const WEAK_CODES: Readonly<Record<WeakKind, number>> = { int: 14, float: 15, complex: 16 };

const codeOf = (type: OperandType): number => (typeof type === 'number' ? type : WEAK_CODES[type]);

/**
 * The loop for operands of these types. Raises TypeError or UFuncTypeError where NumPy does.
 */
export function resolveLoop(
  ufunc: Ufunc,
  types: readonly OperandType[],
  constraint?: Constraint,
  casting: Casting = 'same_kind',
): Loop {
  if (constraint !== undefined) return constrained(ufunc, types, constraint, casting);
  const key = types.length === 1 ? codeOf(types[0]!) : codeOf(types[0]!) * 32 + codeOf(types[1]!);
  let loops = cache.get(ufunc);
  if (loops === undefined) {
    loops = new Map();
    cache.set(ufunc, loops);
  }
  let loop = loops.get(key);
  if (loop === undefined) {
    loop = search(ufunc, types);
    loops.set(key, loop);
  }
  if (casting !== 'same_kind') checkInputs(ufunc, loop, types, casting);
  return loop;
}

function search(ufunc: Ufunc, types: readonly OperandType[]): Loop {
  const concrete = concreteTypes(ufunc, types);
  const isBool = concrete.every((dtype) => dtype === D.Bool);
  if (isBool && NO_BOOL.has(ufunc.name)) {
    if (ufunc.name === 'negative') {
      throw new PyTypeError('negative: the numpy boolean negative is not supported, use invert or logical_not');
    }
    if (ufunc.name === 'subtract') {
      throw new PyTypeError('subtract: numpy boolean subtract is not supported, use bitwise_xor or logical_xor');
    }
    throw new UFuncNoLoopError(`ufunc '${ufunc.name}' has no loop for (${concrete.map(dtypeName).join(', ')})`);
  }
  if (DIVISIONS.has(ufunc.name) && concrete.every((dtype) => dtype < D.Float16)) {
    return ufunc.loops.find((loop) => loop.inputs[0] === D.Float64)!;
  }
  // Logical functions of mixed operands look at truth values only.
  if (LOGICAL.has(ufunc.name) && types.some((type) => type !== types[0] || typeof type !== 'number')) {
    return ufunc.loops.find((loop) => loop.inputs[0] === D.Bool)!;
  }
  const exact = ufunc.loops.find((loop) => loop.inputs.every((dtype, i) => dtype === concrete[i]));
  if (exact !== undefined) return exact;
  const candidates = ufunc.loops.filter((loop) =>
    loop.inputs.every((dtype, i) => canCast(concrete[i]!, dtype, 'safe')),
  );
  if (candidates.length > 0) return candidates[0]!;
  if (ufunc.name === 'gcd' || ufunc.name === 'lcm') {
    throw new UFuncNoLoopError(`ufunc '${ufunc.name}' has no loop for (${concrete.map(dtypeName).join(', ')})`);
  }
  throw new PyTypeError(
    `ufunc '${ufunc.name}' is not supported for the input types (${concrete.map(dtypeName).join(', ')})`,
  );
}

/** Dtypes of the operands once Python scalars have taken the dtype of what they meet. */
function concreteTypes(ufunc: Ufunc, types: readonly OperandType[]): Dtype[] {
  if (ufunc.name === 'ldexp') {
    const [value, exponent] = types as [OperandType, OperandType];
    return [resultType([value]), exponent === 'int' ? D.Int64 : resultType([exponent])];
  }
  if (types.every((type) => typeof type === 'number') && !UNIFORM.has(ufunc.name)) {
    // Mixed integer signs compare exactly; otherwise each operand keeps its own dtype for the search.
    return types as Dtype[];
  }
  const common = resultType(types);
  return types.map(() => common);
}

function checkInputs(ufunc: Ufunc, loop: Loop, types: readonly OperandType[], casting: Casting): void {
  types.forEach((type, i) => {
    const from = typeof type === 'number' ? type : loop.inputs[i]!;
    if (!canCast(from, loop.inputs[i]!, casting)) {
      throw new UFuncInputCastingError(
        `Cannot cast ufunc '${ufunc.name}' input ${i} from ${dtypeName(from)} to ${dtypeName(loop.inputs[i]!)} with casting rule '${casting}'`,
      );
    }
  });
}

function constrained(ufunc: Ufunc, types: readonly OperandType[], constraint: Constraint, casting: Casting): Loop {
  const { dtypes } = constraint;
  const loop = ufunc.loops.find((candidate) => {
    const all = [...candidate.inputs, ...candidate.outputs];
    return dtypes.every((dtype, i) => dtype === undefined || dtype === all[i]);
  });
  if (loop === undefined) {
    throw new PyTypeError(`No loop matching the specified signature and casting was found for ufunc ${ufunc.name}`);
  }
  // Among loops with the wanted outputs the first whose inputs can be cast to; a bool result alone fixes nothing.
  const fixed = ufunc.loops.filter((candidate) => {
    const all = [...candidate.inputs, ...candidate.outputs];
    return dtypes.every((dtype, i) => dtype === undefined || dtype === all[i]);
  });
  const natural = fixed.find((candidate) =>
    candidate.inputs.every((dtype, i) => {
      const type = types[i]!;
      return typeof type === 'number' ? canCast(type, dtype, 'safe') : weakFits(type, dtype);
    }),
  );
  const chosen = natural ?? loop;
  checkInputs(ufunc, chosen, types, casting);
  return chosen;
}

function weakFits(kind: WeakKind, dtype: Dtype): boolean {
  if (kind === 'int') return dtype !== D.Bool;
  return kind === 'float' ? dtype >= D.Float16 : isComplex(dtype);
}

/** Raises UFuncTypeError when a result of the loop may not be written to an output of dtype `to`. */
export function checkOutput(ufunc: Ufunc, from: Dtype, to: Dtype, casting: Casting): void {
  if (!canCast(from, to, casting)) {
    throw new UFuncOutputCastingError(
      `Cannot cast ufunc '${ufunc.name}' output from ${dtypeName(from)} to ${dtypeName(to)} with casting rule '${casting}'`,
    );
  }
}
