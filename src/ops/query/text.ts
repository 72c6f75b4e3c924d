/** Numbers as text (base_repr, binary_repr) and names of types. */
import { native } from '../../addon/native.js';
import { toIndex } from '../../array/axes.js';
import { charOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { ufuncBillingDtype } from '../../cost/dtype-billing.js';
import { KeyError, OverflowError, PyTypeError, ValueError } from '../../errors.js';
import { isInt, PyFloat, PyTuple, type PyValue, typeName } from '../../python/values.js';
import { resolveLoop } from '../../ufunc/resolve.js';
import { ufuncNamed } from '../../ufunc/table.js';
import { type Charge, defineOp, type OpContext, type OpDefinition } from '../define.js';
import type { Bound } from '../signature.js';
import { operand } from '../structure/common.js';
import { freeOp } from './arrays.js';

/** An integer of any size, as int() or, if `exact`, operator.index() takes it. */
function toBigInt(value: PyValue | undefined, exact: boolean): bigint {
  if (isInt(value) || typeof value === 'boolean') return BigInt(value);
  if (value instanceof NdArray && value.ndim === 0) {
    const item = native.readItem(value.slot);
    if (typeof item === 'bigint') return item;
    if (typeof item === 'number' && (!exact || Number.isInteger(charOf(value.dtype).charCodeAt(0)))) {
      if (exact && 'efd'.includes(charOf(value.dtype))) throw new PyTypeError('only integer arrays can be an index');
      return toBigInt(Number.isInteger(item) ? item : new PyFloat(item), exact);
    }
    if (typeof item === 'boolean' && !exact) return BigInt(item);
  }
  if (!exact && value instanceof PyFloat) {
    if (Number.isNaN(value.value)) throw new ValueError('cannot convert float NaN to integer');
    if (!Number.isFinite(value.value)) throw new OverflowError('cannot convert float infinity to integer');
    return BigInt(Math.trunc(value.value));
  }
  if (!exact && typeof value === 'string') {
    if (!/^\s*[-+]?\d+\s*$/.test(value)) throw new ValueError(`invalid literal for int() with base 10: '${value}'`);
    return BigInt(value.trim().replace(/^\+/, ''));
  }
  throw new PyTypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

/** Refuses text too long to be an answer before it is made. */
function requireTextRoom(length: number, ctx: OpContext): void {
  const { maxArrayBytes } = ctx.session.limits;
  if (length > maxArrayBytes) throw new ValueError(`result too large: ${length} characters exceed ${maxArrayBytes}`);
}

/** A text that is made first and charged by its length. */
function textOp(name: string, params: string, make: (args: Bound, ctx: OpContext) => string): OpDefinition {
  return defineOp<{ text: string; number: PyValue }>({
    name,
    params,
    check: (args, ctx) => ({ text: make(args, ctx), number: args['number'] ?? null }),
    price: ({ text, number }, ctx) => [...signCharges(number, ctx), { op: name, flops: text.length }],
    run: ({ text }) => text,
  });
}

/** The sign of an array of the reference's class is found by an operator, which it charges. */
function signCharges(number: PyValue, ctx: OpContext): Charge[] {
  if (!(number instanceof NdArray) || number.isPlain) return [];
  const ufunc = ufuncNamed('less');
  const types = [number.dtype, 'int'] as const;
  const dtypes = [ufuncBillingDtype(ufunc, resolveLoop(ufunc, types), types)];
  return [{ op: 'less', flops: 1, ...(ctx.release.traits.dtypeBilling ? { dtypes } : {}) }];
}

function baseRepr(args: Bound, ctx: OpContext): string {
  const base = args['base'] === undefined ? 2 : args['base'];
  const given = args['number']!;
  const comparable = isInt(base) || typeof base === 'boolean' || base instanceof PyFloat;
  if (!comparable) throw new PyTypeError(`'>' not supported between instances of '${typeName(base)}' and 'int'`);
  const radix = base instanceof PyFloat ? base.value : Number(base);
  if (radix > 36) throw new ValueError('Bases greater than 36 not handled in base_repr.');
  if (radix < 2) throw new ValueError('Bases less than 2 not handled in base_repr.');
  const number = toBigInt(given, false);
  if (!Number.isInteger(radix) || base instanceof PyFloat) {
    if (number !== 0n) throw new PyTypeError('string indices must be integers, not float');
  }
  if (typeof given === 'string') throw new PyTypeError("'<' not supported between instances of 'str' and 'int'");
  const extra = args['padding'];
  const isPadded = extra !== undefined && extra !== null && extra !== false && extra !== 0;
  const padding = isPadded ? toIndex(extra) : 0;
  requireTextRoom(padding, ctx);
  const digits = number === 0n ? '' : (number < 0n ? -number : number).toString(radix).toUpperCase();
  const text = `${'0'.repeat(Math.max(padding, 0))}${digits}`;
  const isNegative = number < 0n || (given instanceof PyFloat && given.value < 0);
  return `${isNegative ? '-' : ''}${text}` || (isPadded ? '' : '0');
}

function binaryRepr(args: Bound, ctx: OpContext): string {
  const number = toBigInt(args['num'], true);
  const given = args['width'];
  if (given instanceof PyFloat && number !== 0n) {
    const bits = (number < 0n ? -number : number).toString(2).length;
    if (given.value < bits) throw new ValueError(`Insufficient bit width=${given.value} provided for binwidth=${bits}`);
  }
  const width = given === undefined || given === null ? undefined : toIndex(given);
  if (width !== undefined) requireTextRoom(width, ctx);
  const tooNarrow = (needed: number): ValueError =>
    new ValueError(`Insufficient bit width=${width} provided for binwidth=${needed}`);
  if (number === 0n) return '0'.repeat(Math.max(width === undefined || width === 0 ? 1 : width, 0));
  if (number > 0n) {
    const bits = number.toString(2);
    if (width !== undefined && width < bits.length) throw tooNarrow(bits.length);
    return bits.padStart(width ?? 0, '0');
  }
  const size = (-number).toString(2);
  if (width === undefined) return `-${size}`;
  const magnitude = 1n << BigInt(size.length - 1) === -number ? size.length - 1 : size.length;
  const bits = ((1n << BigInt(magnitude + 1)) + number).toString(2);
  if (width < bits.length) throw tooNarrow(bits.length);
  return bits.padStart(width, '1');
}

/** numpy.typename. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  S1: 'character',
  '?': 'bool',
  b: 'signed char',
  B: 'unsigned char',
  h: 'short',
  H: 'unsigned short',
  i: 'integer',
  I: 'unsigned integer',
  l: 'long integer',
  L: 'unsigned long integer',
  q: 'long long integer',
  Q: 'unsigned long long integer',
  f: 'single precision',
  d: 'double precision',
  g: 'long precision',
  F: 'complex single precision',
  D: 'complex double precision',
  G: 'complex long double precision',
  S: 'string',
  U: 'unicode',
  V: 'void',
  O: 'object',
};

function nameOfType(value: PyValue): string {
  const isHashable = !(value instanceof NdArray || (Array.isArray(value) && value.length === 0));
  if (!isHashable) throw new PyTypeError(`unhashable type: '${typeName(value)}'`);
  const name = typeof value === 'string' ? TYPE_NAMES[value] : undefined;
  if (name === undefined) throw new KeyError(typeof value === 'string' ? `'${value}'` : typeName(value));
  return name;
}

/** Type characters, greatest elements first. */
const BY_SIZE = 'GDFgdfQqLlIiHhBb?';

/** Items of what Python would iterate over. TypeError for anything else. */
function iterated(value: PyValue): readonly PyValue[] {
  if (typeof value === 'string') return [...value];
  if (Array.isArray(value)) return value as readonly PyValue[];
  if (value instanceof PyTuple) return value.items;
  if (value instanceof NdArray && value.ndim > 0) return value.size === 0 ? [] : [value];
  throw new PyTypeError(`'${typeName(value)}' object is not iterable`);
}

function holds(set: PyValue, item: string): boolean {
  if (typeof set === 'string') return set.includes(item);
  return iterated(set).includes(item);
}

/** numpy.mintypecode: the least of some types that can hold all given ones. */
function leastTypeCode(args: Bound): string {
  const set = args['typeset'] === undefined ? 'GDFgdf' : args['typeset'];
  const codes = iterated(args['typechars']!).map((item) =>
    typeof item === 'string' && item !== '' ? item : charOf(operand('mintypecode', item).dtype),
  );
  const common = new Set(codes.filter((code) => holds(set, code)));
  if (common.size === 0) {
    const otherwise = args['default'];
    if (otherwise === undefined) return 'd';
    return otherwise as string;
  }
  if (common.has('F') && common.has('d')) return 'D';
  const ranked = [...common].map((code) => {
    const rank = BY_SIZE.indexOf(code);
    if (rank < 0 || code === '') throw new ValueError('substring not found');
    return { code, rank };
  });
  return ranked.reduce((least, item) => (item.rank < least.rank ? item : least)).code;
}

export const TEXT_QUERIES: readonly OpDefinition[] = [
  textOp('base_repr', 'number, base=, padding=', baseRepr),
  textOp('binary_repr', 'num, width=', binaryRepr),
  freeOp('typename', 'char', ({ char }) => nameOfType(char!)),
  freeOp('mintypecode', 'typechars, typeset=, default=', leastTypeCode),
];
