/**
 * Operations that are NumPy ufuncs: one loop over broadcast operands.
 *
 * Where the dtype decides the price, the loop is resolved, and refused, before the charge; otherwise afterwards.
 */
import { native } from '../../addon/native.js';
import { fitsInteger, scalarArray } from '../../array/convert.js';
import { isComplex, isInteger } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { ForeignDtype, parseAnyDtype } from '../../array/parse-dtype.js';
import { broadcastShapes, broadcastsTo } from '../../array/shape.js';
import { ufuncBillingDtype } from '../../cost/dtype-billing.js';
import { pointwiseFlops } from '../../cost/pointwise.js';
import { PyError, PyTypeError, UFuncNoLoopError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { checkOutput, type OperandType, resolveLoop } from '../../ufunc/resolve.js';
import type { Constraint } from '../../ufunc/signature.js';
import { type Loop, type Ufunc, ufuncNamed } from '../../ufunc/table.js';
import { type Charge, defineOp, type OpContext, type OpDefinition, type OpResult, ResultTuple } from '../define.js';
import { type Bound, extraKeywords } from '../signature.js';
import { copyInto, isFilledByCopy, retag } from './destination.js';
import { castingOf, checkKnown, checkOrder, constraintOf, maskOf, severalOutputs, singleOutput } from './keywords.js';
import { describeOperand, materialize, type Operand } from './operand.js';
import { withLastPlanKept } from './repeat.js';
import { binarySymmetry, symmetryInto } from './symmetry.js';

/** A checked call. A class, so that calls share a hidden class whatever was settled about them. */
class UfuncCall {
  constructor(
    readonly operands: readonly Operand[],
    readonly shape: Shape,
    readonly symmetry: SymmetryGroup | null,
    readonly outs: readonly (NdArray | null)[],
    readonly keywords: ReadonlyMap<string, PyValue>,
    /** Settled before the charge where the dtype decides the price. */
    readonly loop: Loop | undefined = undefined,
    readonly constraint: Constraint | undefined = undefined,
    /** What the call is refused with once it has been charged. */
    readonly refused: PyError | undefined = undefined,
    /** A tagged output is filled by a copy of a result computed apart. */
    readonly copiesOver = false,
  ) {}

  /** One new result, nothing asked for: the common case. */
  get isSimple(): boolean {
    return this.keywords.size === 0 && this.outs.length === 1 && this.outs[0] === null;
  }

  settled(loop: Loop, constraint: Constraint | undefined, refused?: PyError): UfuncCall {
    const { operands, shape, symmetry, outs, keywords } = this;
    return new UfuncCall(operands, shape, symmetry, outs, keywords, loop, constraint, refused);
  }
}

const NO_KEYWORDS: ReadonlyMap<string, PyValue> = new Map();
const UNSAFE: ReadonlyMap<string, PyValue> = new Map([['casting', 'unsafe']]);
/** Ufuncs that look their loop up by the classes of the dtypes, also of those that are no numbers. */
const PROMOTED = new Set([
  ...['absolute', 'negative', 'positive', 'sign', 'add', 'subtract', 'multiply', 'gcd', 'lcm'],
  ...['maximum', 'minimum', 'fmax', 'fmin'],
  ...['equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal'],
  ...['logical_and', 'logical_or', 'logical_xor'],
]);

/** Declares the operation `name` as the ufunc of that or another name. */
export function ufuncOp(name: string, ufuncName = name): OpDefinition {
  const ufunc = ufuncNamed(ufuncName);
  const params = ufunc.nin === 1 ? 'x, out=, **kwargs' : 'x, y, out=, **kwargs';
  const definition = defineOp<UfuncCall>({
    name,
    params,
    check: (args, ctx) => check(name, ufunc, args, ctx),
    price: (call) => price(name, ufunc, call),
    run: (call) => run(name, ufunc, call),
  });
  return ufunc.nout === 1 ? withLastPlanKept(ufunc, definition) : definition;
}

function check(name: string, ufunc: Ufunc, args: Bound, ctx: OpContext): UfuncCall {
  const operands =
    ufunc.nin === 1 ? [describeOperand(args['x']!)] : [describeOperand(args['x']!), describeOperand(args['y']!)];
  const [first, second] = operands as [Operand, Operand?];
  const extra = extraKeywords(args);
  const keywords = extra.size === 0 ? NO_KEYWORDS : extra;
  const shape = second === undefined ? first.shape : broadcastShapes(first.shape, second.shape);
  const natural = second === undefined ? first.symmetry : binarySymmetry(first, second, shape);
  const resolvedFirst = ctx.release.traits.dtypeBilling;
  const given = args['out'];
  let outs: readonly (NdArray | null)[];
  let refused: PyError | undefined;
  if (ufunc.nout > 1) [outs, refused] = severalOrRefusal(name, given, ufunc.nout, resolvedFirst);
  else if (given === undefined || given === null) outs = [null];
  else if (given instanceof NdArray || resolvedFirst) outs = [singleOutput(name, given)];
  else {
    outs = [null];
    refused = new PyTypeError(`${name}: return arrays must be of ArrayType`);
  }
  const symmetry = ufunc.nout > 1 ? natural : symmetryInto(outs[0]!, natural);
  if (!resolvedFirst)
    return new UfuncCall(operands, shape, symmetry, outs, keywords, undefined, undefined, refused, true);
  if (ufunc.nin > 1 && ufunc.nout > 1) {
    return checkSeveral(name, ufunc, new UfuncCall(operands, shape, symmetry, outs, keywords), ctx);
  }
  const constraint = keywords.size === 0 ? undefined : constraintOf(ufunc, keywords);
  refuseForeign(name, operands);
  const loop = resolve(name, ufunc, operands, constraint, keywords, ctx);
  refuseNumbers(name, ufunc, operands);
  if (ufunc.nin === 1 && given !== undefined) {
    const casting = castingOf(keywords);
    outs.forEach((out, i) => {
      if (out !== null) checkOutput(ufunc, loop.outputs[i]!, out.dtype, casting);
    });
  }
  return new UfuncCall(operands, shape, symmetry, outs, keywords, loop, constraint);
}

/** The outputs of a function with several results, or what refuses them: after the charge in early releases. */
function severalOrRefusal(
  name: string,
  given: PyValue | undefined,
  count: number,
  isRefusedFirst: boolean,
): [readonly (NdArray | null)[], PyError | undefined] {
  try {
    return [severalOutputs(name, given, count), undefined];
  } catch (error) {
    if (isRefusedFirst || !(error instanceof PyError)) throw error;
    return [new Array<null>(count).fill(null), error];
  }
}

/**
 * Functions of two operands with several results are priced by the loop of their operands, or the dtype asked for;
 * what that loop's casts or another signature would refuse is refused after the charge.
 */
function checkSeveral(name: string, ufunc: Ufunc, call: UfuncCall, ctx: OpContext): UfuncCall {
  const { operands, keywords } = call;
  refuseForeign(name, operands);
  const dtype = keywords.get('dtype');
  const asked = dtype === undefined || dtype === null ? undefined : parseAnyDtype(dtype);
  if (asked !== undefined && !(asked instanceof ForeignDtype) && isComplex(asked))
    ctx.release.weigh({ op: name, flops: 1, dtypes: [asked] });
  const natural = resolve(name, ufunc, operands, undefined, NO_KEYWORDS, ctx);
  try {
    const constraint = keywords.size === 0 ? undefined : constraintOf(ufunc, keywords);
    const loop = constraint === undefined ? natural : resolve(name, ufunc, operands, constraint, UNSAFE, ctx);
    resolve(name, ufunc, operands, constraint, keywords, ctx);
    return call.settled(loop, constraint);
  } catch (error) {
    if (!(error instanceof PyError) || asked instanceof ForeignDtype) throw error;
    const priced = asked === undefined ? natural : { ...natural, inputs: natural.inputs.map(() => asked) };
    return call.settled(priced, undefined, error);
  }
}

function refuseForeign(name: string, operands: readonly Operand[]): void {
  for (const operand of operands) {
    if (operand.foreign === undefined) continue;
    throw new UnsupportedDtypeError(`${name}: dtype '${operand.foreign}' is not numeric and cannot be an operand`);
  }
}

/** NumPy compares two Python ints as objects, which no release has a rate for. */
function refuseNumbers(name: string, ufunc: Ufunc, operands: readonly Operand[]): void {
  if (!ufunc.isComparison || operands.some(({ type }) => type !== 'int')) return;
  throw new UnsupportedDtypeError(`${name}: two ints are compared as objects, and dtype 'object' is not numeric`);
}

/** Resolves the loop; what has none for complex operands is refused as such. */
function resolve(
  name: string,
  ufunc: Ufunc,
  operands: readonly Operand[],
  constraint: Constraint | undefined,
  keywords: ReadonlyMap<string, PyValue>,
  ctx: OpContext,
): Loop {
  const types = typesOf(operands);
  try {
    return resolveLoop(ufunc, types, constraint, keywords.size === 0 ? 'same_kind' : castingOf(keywords));
  } catch (error) {
    // Asking for the price of complex work raises the refusal of the release, if it has one for this operation.
    const complex = operands.find((operand) => isComplex(operand.dtype));
    if (constraint === undefined && complex !== undefined)
      ctx.release.weigh({ op: name, flops: 1, dtypes: [complex.dtype] });
    throw error;
  }
}

function price(name: string, ufunc: Ufunc, call: UfuncCall): Charge {
  const cost = pointwiseFlops(call.shape, call.symmetry);
  const { loop, outs } = call;
  if (loop === undefined) return { op: name, flops: cost };
  const dtypes = [ufuncBillingDtype(ufunc, loop, call.constraint === undefined ? typesOf(call.operands) : undefined)];
  for (let i = 0; i < outs.length; i++) {
    const out = outs[i]!;
    // With several results, an output of the dtype the loop gives anyway adds nothing.
    if (out !== null && !(ufunc.nout > 1 && out.dtype === loop.outputs[i])) dtypes.push(out.dtype);
  }
  const flops = ufunc.nout === 1 ? cost : BigInt(cost) * BigInt(ufunc.nout);
  if (ufunc.nin === 1 || ufunc.nout > 1 || loop.inputs.some(isComplex) || loop.outputs.some(isComplex)) {
    return { op: name, flops, dtypes };
  }
  const [out] = outs;
  return { op: name, flops, dtypes, complexFactor: out !== null && isComplex(out!.dtype) ? 2 : 1 };
}

/** How operands take part in the look-up of a loop; a single one does by its dtype. */
const typesOf = (operands: readonly Operand[]): OperandType[] =>
  operands.length === 1 ? [operands[0]!.dtype] : [operands[0]!.type, operands[1]!.type];

function run(name: string, ufunc: Ufunc, call: UfuncCall): OpResult {
  const { operands, keywords } = call;
  if (call.refused !== undefined) throw call.refused;
  if (keywords.size > 0) {
    checkKnown(name, keywords);
    checkOrder(keywords);
  }
  const loop = call.loop ?? resolveLate(name, ufunc, call);
  const numbers = ufunc.isComparison ? standIns(ufunc, loop, call) : undefined;
  if (numbers === undefined && ufunc.nout === 1 && call.isSimple) return computeSimple(ufunc, loop, call);
  const inputs = numbers ?? operands.map((operand, i) => materialize(operand, loop.inputs[i]!));
  if (call.copiesOver && call.outs.length === 1 && isFilledByCopy(call.outs[0]!))
    return computeApart(ufunc, loop, call, inputs, call.outs[0]);
  const results = compute(ufunc, loop, call, inputs);
  if (ufunc.nout === 1) return finish(results[0]!, call);
  return new ResultTuple(results.map((result) => finish(result, call)));
}

function resolveLate(name: string, ufunc: Ufunc, call: UfuncCall): Loop {
  const foreign = call.operands.find((operand) => operand.foreign !== undefined);
  if (foreign !== undefined) {
    if (PROMOTED.has(ufunc.name) && foreign.foreign !== 'object') {
      throw new UFuncNoLoopError(`ufunc '${name}' has no loop for an operand of dtype '${foreign.foreign}'`);
    }
    throw new PyTypeError(`ufunc '${name}' is not supported for an operand of dtype '${foreign.foreign}'`);
  }
  const types = call.operands.map((operand) => operand.type);
  return resolveLoop(ufunc, types, constraintOf(ufunc, call.keywords), castingOf(call.keywords));
}

/**
 * Integers compare alike with a Python int outside their range, whatever they are: numbers that stand in for both, or
 * undefined where it is within, or the dtype of operands is asked for.
 */
function standIns(ufunc: Ufunc, loop: Loop, call: UfuncCall): NdArray[] | undefined {
  const constraint = call.constraint ?? (call.keywords.size === 0 ? undefined : constraintOf(ufunc, call.keywords));
  if (constraint?.slice(0, ufunc.nin).some((dtype) => dtype !== undefined) === true) return undefined;
  for (const [i, operand] of call.operands.entries()) {
    const other = call.operands[1 - i]!;
    const { value } = operand;
    if (operand.type !== 'int' || typeof other.type !== 'number' || !isInteger(other.type)) continue;
    if (fitsInteger(value as number | bigint, other.type)) continue;
    const isGreater = (value as number | bigint) > 0;
    const [number, rest] = [isGreater, !isGreater].map((greater) => scalarArray(greater ? 1 : 0, loop.inputs[0]!));
    const spread = new NdArray(native.broadcastTo(rest!.slot, other.shape), loop.inputs[0]!, other.shape);
    return i === 0 ? [number!, spread] : [spread, number!];
  }
  return undefined;
}

function computeSimple(ufunc: Ufunc, loop: Loop, { operands, shape, symmetry }: UfuncCall): NdArray {
  const first = materialize(operands[0]!, loop.inputs[0]!).slot;
  const slot =
    ufunc.nin === 1
      ? native.unary(ufunc.index, loop.index, first)
      : native.binary(ufunc.index, loop.index, first, materialize(operands[1]!, loop.inputs[1]!).slot);
  const result = new NdArray(slot, loop.outputs[0]!, shape);
  result.symmetry = symmetry;
  return result;
}

function compute(ufunc: Ufunc, loop: Loop, call: UfuncCall, inputs: readonly NdArray[]): NdArray[] {
  const mask = maskOf(call.keywords);
  const casting = castingOf(call.keywords);
  let shape = mask === null ? call.shape : broadcastShapes(call.shape, mask.shape);
  for (const [i, out] of call.outs.entries()) {
    if (out === null) continue;
    checkOutput(ufunc, loop.outputs[i]!, out.dtype, casting);
    if (broadcastShapes(shape, out.shape).join() !== out.shape.join()) {
      throw new ValueError(`${ufunc.name}: non-broadcastable output operand with shape (${out.shape.join(', ')})`);
    }
    shape = out.shape;
  }
  const slots = native.ufunc(
    ufunc.index,
    loop.index,
    inputs.map((input) => input.slot),
    call.outs.map((out) => out?.slot ?? -1),
    mask?.slot ?? -1,
  );
  return slots.map((slot, i) => new NdArray(slot, call.outs[i]?.dtype ?? loop.outputs[i]!, shape));
}

/**
 * Fills a tagged output by a copy. Elements that a mask leaves out stay as they are: the reference copies memory there
 * that it never wrote.
 */
function computeApart(ufunc: Ufunc, loop: Loop, call: UfuncCall, inputs: readonly NdArray[], out: NdArray): NdArray {
  const mask = maskOf(call.keywords);
  const slots = inputs.map((input) => input.slot);
  const [slot] = native.ufunc(ufunc.index, loop.index, slots, [-1], -1) as [number];
  const result = new NdArray(slot, loop.outputs[0]!, call.shape);
  if (mask === null) return copyInto(ufunc.name, out, result);
  const shape = broadcastShapes(call.shape, mask.shape);
  if (!broadcastsTo(shape, out.shape)) throw new ValueError(`${ufunc.name}: the output has no room for the result`);
  native.assign(out.slot, result.slot, mask.slot);
  return out;
}

/** The array to return: the caller's own output where one was given, tagged with what the result keeps. */
function finish(result: NdArray, call: UfuncCall): NdArray {
  const out =
    call.outs.find((candidate) => candidate !== null && candidate.shape.length === result.shape.length) ?? null;
  if (call.outs.length === 1 && out !== null) {
    return out.symmetry === null ? out : retag(out, call.symmetry);
  }
  result.symmetry = call.symmetry;
  return result;
}
