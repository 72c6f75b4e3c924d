/** What operations that assemble arrays have in common. */
import { native } from '../../addon/native.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype } from '../../array/dtype.js';
import type { NdArray, Shape } from '../../array/ndarray.js';
import { shapeText } from '../../array/shape.js';
import { AttributeError, IndexError, PyTypeError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import { PyFloat, type PyValue, typeName } from '../../python/values.js';
import { asType } from '../../ufunc/apply.js';
import type { OpContext, OpDefinition, OpResult } from '../define.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import { arrayOf, reshaped } from '../structure/common.js';

export const isNil = (value: PyValue | undefined): value is null | undefined => value === undefined || value === null;

/** Python's truth value of an argument that is no array. */
export function truth(value: PyValue | undefined, otherwise = false): boolean {
  if (value === undefined) return otherwise;
  if (value instanceof PyFloat) return value.value !== 0;
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** TypeError for keywords a function does not have. */
export function refuseKeywords(op: string, args: Bound, allowed: readonly string[] = []): void {
  for (const name of extraKeywords(args).keys()) {
    if (!allowed.includes(name)) throw new PyTypeError(`${op}() got an unexpected keyword argument '${name}'`);
  }
}

/** TypeError for more positional arguments than a function has. */
export function refuseMore(op: string, args: Bound, most: number): void {
  const given = restArguments(args).length;
  if (given > most) throw new PyTypeError(`${op}() takes at most ${most} positional arguments but ${given} were given`);
}

/** An argument by position in `*args` or by keyword. TypeError when it is given twice. */
export function argument(op: string, args: Bound, position: number, name: string): PyValue | undefined {
  const positional = restArguments(args)[position];
  const keyword = extraKeywords(args).get(name);
  if (positional !== undefined && keyword !== undefined)
    throw new PyTypeError(`${op}() got multiple values for argument '${name}'`);
  return positional !== undefined ? positional : keyword;
}

/** TypeError unless all of `*args` and `**kwargs` belong to `names`, of which the first `required` must be there. */
export function bindNames(
  op: string,
  args: Bound,
  names: readonly string[],
  required: number,
): (PyValue | undefined)[] {
  refuseMore(op, args, names.length);
  refuseKeywords(op, args, names);
  const values = names.map((name, i) => argument(op, args, i, name));
  const missing = names.findIndex((_, i) => i < required && values[i] === undefined);
  if (missing >= 0) throw new PyTypeError(`${op}() missing required argument: '${names[missing]}'`);
  return values;
}

/**
 * UnsupportedDtypeError for text in a list, where the release looks for it before anything else: a list of text is data,
 * text alone an option.
 */
export function refuseTextInLists(op: string, args: Bound, ctx: OpContext): void {
  if (!ctx.release.traits.dtypeBilling) return;
  const walk = (value: PyValue | undefined, isInList: boolean): void => {
    if (Array.isArray(value)) for (const item of value as readonly PyValue[]) walk(item, true);
    else if (isInList && (typeof value === 'string' || value instanceof Uint8Array))
      throw new UnsupportedDtypeError(`${op}: dtype 'str' is not numeric`);
  };
  for (const [name, value] of Object.entries(args)) {
    if (name === 'args') for (const item of restArguments(args)) walk(item, false);
    else if (name === 'kwargs') for (const item of extraKeywords(args).values()) walk(item, false);
    else walk(value, false);
  }
}

/** Runs another operation without charging for it: what one is made of is in its own price. */
export const computed = (
  operations: readonly OpDefinition[],
  name: string,
  args: readonly PyValue[],
  kwargs: Readonly<Record<string, PyValue>>,
  ctx: OpContext,
): OpResult =>
  operations
    .find((operation) => operation.name === name)!
    .forRelease(ctx.release)
    .plan(args, new Map(Object.entries(kwargs)), ctx)
    .run();

/** 0, 1, … n-1 as int64. */
export const counting = (n: number, dtype: Dtype = Dtype.Int64): NdArray =>
  dtype === Dtype.Int64
    ? arrayOf(native.ramp(dtype, 0n, 1n, n), dtype, [n])
    : asType(arrayOf(native.ramp(Dtype.Int64, 0n, 1n, n), Dtype.Int64, [n]), dtype);

/** A bool vector of one value. */
export function flags(n: number, value: boolean): NdArray {
  const mask = arrayOf(native.zeros(Dtype.Bool, [n]), Dtype.Bool, [n]);
  if (value) native.assign(mask.slot, scalarArray(true, Dtype.Bool).slot, -1);
  return mask;
}

/** Takes `source` down to the axes of `shape` by leading axes of one element; ValueError where it does not broadcast. */
export function fitting(source: NdArray, shape: Shape): NdArray {
  const lead = Math.max(source.ndim - shape.length, 0);
  const rest = source.shape.slice(lead);
  const fits =
    source.shape.slice(0, lead).every((extent) => extent === 1) &&
    rest.every((extent, k) => extent === 1 || extent === shape[shape.length - rest.length + k]);
  if (!fits) {
    throw new ValueError(
      `could not broadcast input array from shape ${shapeText(source.shape)} into shape ${shapeText(shape)}`,
    );
  }
  return lead === 0 ? source : reshaped(source, rest);
}

/** An array argument of NumPy's own Python code, which asks anything for its attributes. */
export function requireArray(value: PyValue | undefined, attribute: string): void {
  if (typeof value === 'object' && value !== null && 'slot' in value) return;
  throw new AttributeError(`'${typeName(value)}' object has no attribute '${attribute}'`);
}

/** Refuses an index as arrays do that are no integers. */
export const notAnIndex = (): IndexError =>
  new IndexError('arrays used as indices must be of integer (or boolean) type');
