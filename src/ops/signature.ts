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
  readonly byKeyword: ReadonlyMap<string, Parameter>;
  /** Makes the record of a call, with a field for every name above. */
  readonly Record: new () => Record<string, unknown>;
}

const NO_KEYWORDS: ReadonlyMap<string, PyValue> = new Map();

/** Constructors of records by their fields. */
const records = new Map<string, new () => Record<string, unknown>>();

/**
 * Constructor of records with these fields, all undefined at first. Records of one constructor share a hidden class;
 * filling a bare object by computed names would make the engine look for one at every call.
 */
function recordOf(names: readonly string[]): new () => Record<string, unknown> {
  const key = names.join();
  let made = records.get(key);
  if (made === undefined) {
    made = class {
      [name: string]: unknown;
      constructor() {
        for (const name of names) this[name] = undefined;
      }
    };
    records.set(key, made);
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
    byKeyword: new Map(parameters.filter((p) => p.keyword).map((p) => [p.name, p])),
    Record: recordOf([...parameters.map(({ name }) => name), rest, extra].filter((name) => name !== undefined)),
  };
}

/** Binds a call to a signature; raises TypeError where Python's own binding would. */
export function bindArguments(
  signature: Signature,
  args: readonly PyValue[],
  kwargs: ReadonlyMap<string, PyValue>,
): Bound {
  const bound = new signature.Record();
  const { op, positional, rest, extra } = signature;
  if (args.length > positional.length && rest === undefined) {
    throw new PyTypeError(
      `${op}() takes at most ${positional.length} positional arguments but ${args.length} were given`,
    );
  }
  for (let i = 0; i < args.length && i < positional.length; i++) bound[positional[i]!.name] = args[i];
  if (rest !== undefined) bound[rest] = args.slice(positional.length);
  let unknown: Map<string, PyValue> | undefined;
  for (const [name, value] of kwargs) {
    if (!signature.byKeyword.has(name)) {
      if (extra === undefined) throw new PyTypeError(`${op}() got an unexpected keyword argument '${name}'`);
      unknown ??= new Map();
      unknown.set(name, value);
    } else if (bound[name] !== undefined) {
      throw new PyTypeError(`${op}() got multiple values for argument '${name}'`);
    } else {
      bound[name] = value;
    }
  }
  if (extra !== undefined) bound[extra] = unknown ?? NO_KEYWORDS;
  for (const parameter of signature.parameters) {
    if (parameter.required && bound[parameter.name] === undefined) {
      throw new PyTypeError(`${op}() missing required argument: '${parameter.name}'`);
    }
  }
  return bound as Bound;
}
