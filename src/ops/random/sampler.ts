/**
 * How a random function is declared: what it takes, what it will return, and how it draws.
 *
 * `prepare` makes NumPy's checks and touches no generator, so that a call the budget refuses leaves the stream where it
 * was. The same sampler serves the module's functions, methods of RandomState and methods of Generator; they differ in
 * the generator and in the names they are billed under.
 */

import { GAUSS_OFFSET } from '../../addon/random.js';
import { describe } from '../../array/convert.js';
import type { Dtype } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import type { Flops } from '../../cost/flops.js';
import { AttributeError, IndexError, UnsupportedDtypeError } from '../../errors.js';
import { PyFloat, type PyValue, typeName } from '../../python/values.js';
import { type Charge, defineOp, type OpContext, type OpDefinition, type OpResult, type Releasable } from '../define.js';
import { type Bound, bindArguments, extraKeywords, parseSignature, restArguments } from '../signature.js';
import { requireRoomFor } from '../structure/common.js';
import { RandomGenerator, RandomState, sharedState } from './generators.js';

/** A call that has been checked. */
export interface Draw {
  /** FLOPs before weighting. */
  readonly flops: bigint | number;
  /** Dtypes billed; none for what only moves elements. */
  readonly dtypes: readonly Dtype[];
  /** Shape and dtype of the result, where its size has to be checked first. */
  readonly result?: readonly [Shape, Dtype];
  run(state: Uint8Array, ctx: OpContext): OpResult;
}

/** Where a sampler is called: decides the formula of its price and names in errors. */
export interface Place {
  /** Name billed under, e.g. `random.normal` or `random.Generator.normal`. */
  readonly op: string;
  readonly kind: 'module' | 'RandomState' | 'Generator';
}

export interface Sampler {
  readonly name: string;
  readonly params: string;
  /** Relocates elements rather than drawing values: arguments of any dtype. */
  readonly moves?: true;
  /** The parameter whose array is written to in place. */
  readonly writes?: string;
  /** NumPy's checks of the arguments. Draws only where NumPy has drawn before it refuses. */
  prepare(args: Bound, ctx: OpContext, place: Place, state: Uint8Array): Draw;
}

/** Elements of a result as the reference counts them for pricing. */
export const elements = (shape: Shape): number => Math.max(sizeOf(shape), 1);

/** Functions that look at their parameters only, not at the size. */
const SIZE_UNSEEN = new Set(['random.uniform', 'random.multivariate_normal']);

/** UnsupportedDtypeError for arguments that are lists of what is not numeric, in releases that look for them. */
function refuseForeign({ op, kind }: Place, args: Bound, ctx: OpContext): void {
  if (!ctx.release.traits.dtypeBilling) return;
  for (const [name, value] of Object.entries(args)) {
    if (name === 'dtype' || name === 'args' || value === null || typeof value !== 'object') continue;
    if (kind === 'module' && name === 'size' && SIZE_UNSEEN.has(op)) continue;
    if (value instanceof PyFloat || value instanceof Uint8Array || value instanceof NdArray) continue;
    const { foreign } = describe(value);
    if (foreign !== undefined) throw new UnsupportedDtypeError(`${op}: dtype '${foreign}' is not numeric`);
  }
}

interface Call {
  readonly args: Bound;
  readonly draw: Draw;
  readonly state: Uint8Array;
}

function runCall({ draw, state }: Omit<Call, 'args'>, ctx: OpContext): OpResult {
  if (draw.result !== undefined) requireRoomFor(draw.result[0], draw.result[1], ctx);
  return draw.run(state, ctx);
}

function prepared(sampler: Sampler, args: Bound, ctx: OpContext, place: Place, state: Uint8Array): Call {
  if (sampler.moves !== true) refuseForeign(place, args, ctx);
  return { args, draw: sampler.prepare(args, ctx, place, state), state };
}

/** What `defineOp` asks for the array written to by. */
const writesOf = ({ writes }: Sampler): ((call: { readonly args: Bound }) => PyValue | undefined) | undefined =>
  writes === undefined ? undefined : ({ args }) => args[writes];

const chargeOf =
  (op: string) =>
  ({ draw }: Call): Charge => ({ op, flops: draw.flops, dtypes: draw.dtypes });

/** `random.<name>`, on the tenant's shared state: what NumPy refuses is free. */
export function moduleFunction(sampler: Sampler, name = sampler.name): OpDefinition {
  const place: Place = { op: `random.${name}`, kind: 'module' };
  return defineOp<Call>({
    name: place.op,
    params: sampler.params,
    check: (args, ctx) => prepared(sampler, args, ctx, place, sharedState(ctx.session).state),
    price: chargeOf(place.op),
    run: runCall,
    writes: writesOf(sampler),
  });
}

/** As moduleFunction, for functions charged before NumPy looks at the arguments. */
export function chargedFirst(
  sampler: Sampler,
  price: Releasable<(args: Bound) => Flops | number>,
  dtypes: readonly Dtype[] = [],
  name = sampler.name,
): OpDefinition {
  const place: Place = { op: `random.${name}`, kind: 'module' };
  return defineOp<{ args: Bound; flops: Flops | number }>({
    name: place.op,
    params: sampler.params,
    check: (args, ctx) => ({ args, flops: ctx.release.pick(price)(args) }),
    price: ({ flops }) => ({ op: place.op, flops, dtypes }),
    run: ({ args }, ctx) => {
      const { state } = sharedState(ctx.session);
      return runCall({ draw: sampler.prepare(args, ctx, place, state), state }, ctx);
    },
    writes: writesOf(sampler),
  });
}

const CLASSES = { RandomState, Generator: RandomGenerator } as const;

/** The random object a method is called on. The classes of errors are those of looking a method up in Python. */
export function receiver<T>(name: string, object: PyValue | undefined, Class: new (...args: never[]) => T): T {
  if (object === undefined) throw new IndexError(`${name} is called on nothing`);
  if (!(object instanceof Class)) throw new AttributeError(`'${typeName(object)}' object has no method ${name}`);
  return object;
}

/**
 * A method of RandomState runs on another object that shares the bit generator but not the normal variate kept for the
 * next call: flopscope counts its methods by such a helper.
 */
function withoutGauss<T>(state: Uint8Array, body: () => T): T {
  const kept = state.slice(GAUSS_OFFSET);
  state.fill(0, GAUSS_OFFSET);
  try {
    return body();
  } finally {
    state.set(kept, GAUSS_OFFSET);
  }
}

/** The name of a method as clients of later releases request it; 0.4.1 knows methods by the name they are billed under. */
export const shortName = (kind: 'RandomState' | 'Generator', name: string): string => `${kind}.${name}`;
export const fullName = (kind: 'RandomState' | 'Generator', name: string): string => `random.${kind}.${name}`;

/** A method of the object given first; what NumPy refuses is free. */
export function method(
  kind: 'RandomState' | 'Generator',
  sampler: Sampler,
  requested = shortName(kind, sampler.name),
  receive = receiver,
): OpDefinition {
  const place: Place = { op: fullName(kind, sampler.name), kind };
  const signature = parseSignature(requested, sampler.params);
  return defineOp<Call>({
    name: requested,
    params: '*args, **kwargs',
    check: (args, ctx) => {
      const [self, ...rest] = restArguments(args);
      const { state } = receive<{ readonly state: Uint8Array }>(requested, self, CLASSES[kind]);
      const bound = bindArguments(signature, rest, extraKeywords(args));
      return kind === 'Generator'
        ? prepared(sampler, bound, ctx, place, state)
        : withoutGauss(state, () => prepared(sampler, bound, ctx, place, state));
    },
    price: chargeOf(place.op),
    run: (call, ctx) =>
      kind === 'Generator' ? runCall(call, ctx) : withoutGauss(call.state, () => runCall(call, ctx)),
    writes: writesOf(sampler),
  });
}
