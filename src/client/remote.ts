/** Handles: arrays and random generators that live on the server. */
import type { ReplyValue } from '../wire/value.js';
import type { ArrayData, DataOf, DtypeName } from './data.js';
import type { IndexKey } from './index-key.js';
import type { Result } from './results.js';
import type { Argument, Remote, SymmetryGroup } from './values.js';

/** What handles ask of the client that made them. */
export interface Owner {
  call(op: string, args?: readonly Argument[], kwargs?: Readonly<Record<string, Argument>>): Promise<Result>;
  fetch(array: RemoteArray): Promise<ArrayData>;
  getItem(array: RemoteArray, keys: readonly IndexKey[]): Promise<Result>;
  astype(array: RemoteArray, dtype: DtypeName): Promise<RemoteArray>;
  free(ids: readonly string[]): Promise<void>;
  /** Frees with the next requests, without anybody waiting for it. */
  freeLater(id: string): void;
  /** Whether the release knows methods of generators by full names, `random.Generator.normal`: before 0.12. */
  readonly namesMethodsInFull: boolean;
}

/**
 * An array on the server. It stays there until `free` is called, the handle is disposed of (`using`), or, in releases
 * before 0.12, its budget is closed.
 */
export class RemoteArray<D extends DtypeName = DtypeName> implements Remote {
  readonly #owner: Owner;
  #freed = false;

  constructor(
    owner: Owner,
    readonly id: string,
    readonly shape: readonly number[],
    readonly dtype: D,
    /** The symmetry that operations on it are priced with. */
    readonly symmetry: SymmetryGroup | null,
  ) {
    this.#owner = owner;
  }

  get ndim(): number {
    return this.shape.length;
  }

  /** Number of elements. */
  get size(): number {
    return this.shape.reduce((product, extent) => product * extent, 1);
  }

  get isFreed(): boolean {
    return this.#freed;
  }

  reference(): ReplyValue {
    if (this.#freed) throw new ReferenceError(`the array ${this.id} has been freed`);
    return { __handle__: this.id };
  }

  /** The elements, in C order. */
  fetch(): Promise<DataOf[D]> {
    this.reference();
    return this.#owner.fetch(this) as Promise<DataOf[D]>;
  }

  /** `array[keys]`: a view on the server, or a scalar when every axis is given a position. */
  get(...keys: readonly IndexKey[]): Promise<Result> {
    return this.#owner.getItem(this, keys);
  }

  /** A copy in another dtype. */
  astype<E extends DtypeName>(dtype: E): Promise<RemoteArray<E>> {
    return this.#owner.astype(this, dtype) as Promise<RemoteArray<E>>;
  }

  /** Gives the handle back; the memory goes with its last handle. Once is enough. */
  async free(): Promise<void> {
    if (this.#freed) return;
    this.#freed = true;
    await this.#owner.free([this.id]);
  }

  [Symbol.dispose](): void {
    if (this.#freed) return;
    this.#freed = true;
    this.#owner.freeLater(this.id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.free();
  }
}

export type RandomKind = 'Generator' | 'RandomState' | 'SeedSequence';

const TAGS: Readonly<Record<RandomKind, string>> = {
  Generator: '__gen__',
  RandomState: '__rs__',
  SeedSequence: '__seq__',
};

/** A random generator on the server. Its methods are called by name. */
export class RemoteRandom implements Remote {
  readonly #owner: Owner;

  constructor(
    owner: Owner,
    readonly kind: RandomKind,
    readonly id: string,
  ) {
    this.#owner = owner;
  }

  reference(): ReplyValue {
    return { [TAGS[this.kind]]: this.id };
  }

  /** Calls a method, e.g. `call('normal', [], { size: 3 })`. */
  call(
    method: string,
    args: readonly Argument[] = [],
    kwargs: Readonly<Record<string, Argument>> = {},
  ): Promise<Result> {
    const prefix = this.#owner.namesMethodsInFull ? 'random.' : '';
    return this.#owner.call(`${prefix}${this.kind}.${method}`, [this, ...args], kwargs);
  }
}
