/** The operations a release offers, by the names requests use. */
import { AttributeError, InvalidRequestError, UnsupportedFunctionError } from '../errors.js';
import type { OpDefinition, Operation } from '../ops/define.js';
import type { Release } from '../release/release.js';

/** Methods of random objects are requested by class and name, beside the release's op set. */
const METHOD = /^(Generator|RandomState|SeedSequence)\./;

/** Whether a request is for a method of a random object. */
export const isMethod = (name: string): boolean => METHOD.test(name);

/** Classes of random objects; the clients make some that no release's op set has. */
const RANDOM_CLASSES = new Set(['random.RandomState', 'random.SeedSequence']);

/** What took the place of functions that NumPy 2.4 no longer has. */
const REPLACEMENTS: Readonly<Record<string, string>> = { trapz: 'trapezoid', in1d: 'isin' };

function whyUncallable(name: string): string {
  const replacement = REPLACEMENTS[name];
  if (replacement !== undefined) return `numpy.${name} was removed in NumPy 2.4; use ${replacement} instead`;
  return `'${name}' names a method, which needs an object to be called on`;
}

/** Finds operations of one release. */
export class Operations {
  readonly #definitions: ReadonlyMap<string, OpDefinition>;

  readonly #ready = new Map<string, Operation>();

  constructor(
    readonly release: Release,
    definitions: readonly OpDefinition[],
  ) {
    this.#definitions = new Map(definitions.map((definition) => [definition.name, definition]));
  }

  /** True when the release knows the name at all, as an operation or as part of the protocol. */
  knows(name: string): boolean {
    const { opNames, commands, traits } = this.release;
    if (opNames.has(name) || commands.has(name)) return true;
    return traits.methodRequests && (RANDOM_CLASSES.has(name) || METHOD.test(name));
  }

  /** The operation of that name. InvalidRequestError, AttributeError or UnsupportedFunctionError when there is none. */
  find(name: string): Operation {
    const ready = this.#ready.get(name);
    if (ready !== undefined) return ready;
    if (!this.knows(name)) throw new InvalidRequestError(`unknown op: '${name}'`);
    const access = this.release.accessOf(name) ?? 'call';
    if (access === 'missing') throw new AttributeError(`flopscope does not provide '${name}'`);
    if (access === 'unsupported') throw new UnsupportedFunctionError(whyUncallable(name));
    const definition = this.#definitions.get(name);
    if (definition === undefined) throw new UnsupportedFunctionError(`'${name}' is not implemented by this server`);
    const operation = definition.forRelease(this.release);
    this.#ready.set(name, operation);
    return operation;
  }
}
