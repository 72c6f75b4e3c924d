/**
 * How a random function is declared: what it takes, what it will return, and how it draws.
 *
 * `prepare` makes NumPy's checks and touches no generator, so that a call the budget refuses leaves the stream where it
 * was. The same sampler serves the module's functions, methods of RandomState and methods of Generator; they differ in
 * the generator and in the names they are billed under.
 */
import type { Dtype } from '../../array/dtype.js';
import type { Shape } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import { PyTypeError } from '../../errors.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import type { Bound } from '../signature.js';
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
  prepare(args: Bound, ctx: OpContext, place: Place): Draw;
}

/** Elements of a result as the reference counts them for pricing. */
export const elements = (shape: Shape): number => Math.max(sizeOf(shape), 1);

interface Call {
  readonly draw: Draw;
  readonly state: Uint8Array;
}

const chargeOf =
  (op: string) =>
  ({ draw }: Call): Charge => ({ op, flops: draw.flops, dtypes: draw.dtypes });

function runCall({ draw, state }: Call, ctx: OpContext): OpResult {
  if (draw.result !== undefined) requireRoomFor(draw.result[0], draw.result[1], ctx);
  return draw.run(state, ctx);
}

/** `random.<name>`, on the tenant's shared state. */
export function moduleFunction(sampler: Sampler, name = sampler.name): OpDefinition {
  const place: Place = { op: `random.${name}`, kind: 'module' };
  return defineOp<Call>({
    name: place.op,
    params: sampler.params,
    check: (args, ctx) => ({ draw: sampler.prepare(args, ctx, place), state: sharedState(ctx.session).state }),
    price: chargeOf(place.op),
    run: runCall,
  });
}

const CLASSES = { RandomState, Generator: RandomGenerator } as const;

/** `RandomState.<name>` or `Generator.<name>`, on the object given first. */
export function method(kind: 'RandomState' | 'Generator', sampler: Sampler, name = sampler.name): OpDefinition {
  const place: Place = { op: `random.${kind}.${name}`, kind };
  return defineOp<Call>({
    name: `${kind}.${name}`,
    params: byRelease({ '0.4.1': `self, /, ${sampler.params}` }),
    check: (args, ctx) => {
      const object = args.self;
      if (!(object instanceof CLASSES[kind])) throw new PyTypeError(`${kind}.${name} is called on a ${kind}`);
      return { draw: sampler.prepare(args, ctx, place), state: object.state };
    },
    price: chargeOf(place.op),
    run: runCall,
  });
}
