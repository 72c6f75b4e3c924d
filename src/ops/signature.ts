/**
 * Python parameter lists: parsing them once and binding positional and keyword arguments as a Python call would.
 *
 * Syntax: `a, b=None, *args, c=1, **kwargs` with `/` and `*` markers. Defaults are only marked, not evaluated: an
 * argument that was not given is `undefined` in the bound record, and the operation supplies NumPy's default. A
 * parameter with a default is written `name=`.
 */
import { PyTypeError } from '../errors.js';
import type { PyValue } from '../python/values.js';

interface Parameter {
  readonly name: string;
  readonly positional: boolean;
  readonly keyword: boolean;
  readonly required: boolean;
}

export interface Signature {
  readonly op: string;
  readonly parameters: readonly Parameter[];
  readonly positional: readonly Parameter[];
  /** Name of `*args`, or undefined. */
  readonly rest: string | undefined;
  /** Name of `**kwargs`, or undefined. */
  readonly extra: string | undefined;
  /** Positions in `parameters`. */
  readonly byKeyword: ReadonlyMap<string, number>;
  /** Makes the record of a call from the values of `parameters`, of `rest` and of `extra`. */
  readonly record: RecordMaker;
}

const NO_KEYWORDS: ReadonlyMap<string, PyValue> = new Map();

type RecordMaker = (...values: unknown[]) => Bound;

const recordMakers = new Map<string, RecordMaker>();

/**
 * A function that makes records with these fields. It is compiled from an object literal, so that a record costs what a
 * literal does: filling an object by names that are only known at run time looks each of them up, at every call.
 */
function recordMaker(names: readonly string[]): RecordMaker {
  const key = names.join();
  let made = recordMakers.get(key);
  if (made === undefined) {
    const parameters = names.map((_, i) => `value${i}`);
    const fields = names.map((name, i) => `${JSON.stringify(name)}: ${parameters[i]}`);
    made = new Function(...parameters, `return { ${fields.join(', ')} };`) as RecordMaker;
    recordMakers.set(key, made);
  }
  return made;
}

/** Arguments by parameter name; `*args` is a list and `**kwargs` a Map under their own names. */
export interface Bound {
  readonly [name: string]: PyValue | undefined;
}

/** `**kwargs` of a bound call. */
export const extraKeywords = (bound: Bound, name = 'kwargs'): ReadonlyMap<string, PyValue> =>
  bound[name] as unknown as ReadonlyMap<string, PyValue>;

/** `*args` of a bound call. */
export const restArguments = (bound: Bound, name = 'args'): readonly PyValue[] =>
  (bound[name] ?? []) as readonly PyValue[];

/** Parses a parameter list such as `a, axis=, dtype=, /, *, out=, **kwargs`. */
export function parseSignature(op: string, text: string): Signature {
  const parameters: Parameter[] = [];
  let rest: string | undefined;
  let extra: string | undefined;
  let keywordOnly = false;
  for (const part of text.split(',').map((piece) => piece.trim())) {
    if (part === '') continue;
    if (part === '/') {
      for (let i = 0; i < parameters.length; i++) parameters[i] = { ...parameters[i]!, keyword: false };
    } else if (part === '*') {
      keywordOnly = true;
    } else if (part.startsWith('**')) {
      extra = part.slice(2);
    } else if (part.startsWith('*')) {
      rest = part.slice(1);
      keywordOnly = true;
    } else {
      const [name] = part.split('=');
      parameters.push({ name: name!.trim(), positional: !keywordOnly, keyword: true, required: !part.includes('=') });
    }
  }
  return {
    op,
    parameters,
    positional: parameters.filter((parameter) => parameter.positional),
    rest,
    extra,
    byKeyword: new Map(parameters.flatMap(({ name, keyword }, i) => (keyword ? [[name, i]] : []))),
    record: recordMaker([...parameters.map(({ name }) => name), rest, extra].filter((name) => name !== undefined)),
  };
}

/** Binds a call to a signature; raises TypeError where Python's own binding would. */
export function bindArguments(
  signature: Signature,
  args: readonly PyValue[],
  kwargs: ReadonlyMap<string, PyValue>,
): Bound {
  const { op, parameters, positional, rest, extra } = signature;
  if (args.length > positional.length && rest === undefined) {
    throw new PyTypeError(
      `${op}() takes at most ${positional.length} positional arguments but ${args.length} were given`,
    );
  }
  // Positional parameters come first.
  const values: unknown[] = args.slice(0, positional.length);
  while (values.length < parameters.length) values.push(undefined);
  let unknown: Map<string, PyValue> | undefined;
  for (const [name, value] of kwargs) {
    const position = signature.byKeyword.get(name);
    if (position === undefined) {
      if (extra === undefined) throw new PyTypeError(`${op}() got an unexpected keyword argument '${name}'`);
      unknown ??= new Map();
      unknown.set(name, value);
    } else if (values[position] !== undefined) {
      throw new PyTypeError(`${op}() got multiple values for argument '${name}'`);
    } else {
      values[position] = value;
    }
  }
  for (let i = args.length; i < parameters.length; i++) {
    if (parameters[i]!.required && values[i] === undefined) {
      throw new PyTypeError(`${op}() missing required argument: '${parameters[i]!.name}'`);
    }
  }
  if (rest !== undefined) values.push(args.slice(positional.length));
  if (extra !== undefined) values.push(unknown ?? NO_KEYWORDS);
  return signature.record(...values);
}
