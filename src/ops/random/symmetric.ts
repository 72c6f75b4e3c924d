/** random.symmetric: variates made invariant under a permutation group. */
import { native } from '../../addon/native.js';
import { Dtype as D } from '../../array/dtype.js';
import type { NdArray, Shape } from '../../array/ndarray.js';
import { NdArray as Arrays } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import type { Flops } from '../../cost/flops.js';
import { averagingCost } from '../../cost/pointwise-symmetry.js';
import { AttributeError, IndexError, PyTypeError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { requireSymmetry, transpositionOf } from '../../symmetry/check.js';
import { SymmetryGroup } from '../../symmetry/group.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { canonicalCopy, invariance, TAG_RULES } from '../contraction/tags.js';
import { defineOp, type OpContext, type OpDefinition } from '../define.js';
import { type Bound, bindArguments, extraKeywords, parseSignature } from '../signature.js';
import { requireRoomFor, sequenceOf, toInt, transposed } from '../structure/common.js';
import { sharedState } from './generators.js';
import type { Draw, Sampler } from './sampler.js';

/** Other names that numpy.random has: none can be called with a size alone. */
const OTHER_NAMES = new Set(
  `BitGenerator Generator MT19937 PCG64 PCG64DXSM Philox RandomState SFC64 SeedSequence bit_generator bytes choice default_rng
  get_bit_generator get_state mtrand permutation random_integers seed set_bit_generator set_state shuffle test`.split(
    /\s+/,
  ),
);

interface Call {
  readonly shape: Shape;
  readonly group: SymmetryGroup;
  readonly draw: Draw;
  readonly copies: boolean;
  readonly state: Uint8Array;
  readonly flops: Flops;
}

function shapeOf(value: PyValue): Shape {
  if (typeof value === 'number' || typeof value === 'boolean') return [Number(value)];
  if (typeof value !== 'string' && !Array.isArray(value) && !(value instanceof Arrays && value.ndim > 0)) {
    throw new ValueError('shape must be an int or a tuple-like of ints');
  }
  if (Array.isArray(value) && value.some((item) => typeof item === 'string')) {
    throw new UnsupportedDtypeError("random.symmetric: dtype 'str' is not numeric");
  }
  const items = typeof value === 'string' ? [...value] : sequenceOf(value as PyValue);
  return items.map((item) =>
    item instanceof Arrays
      ? Number(native.readItem(item.slot))
      : toInt(typeof item === 'string' && /^\d$/.test(item) ? Number(item) : item),
  );
}

/** The distribution's draw of that shape. */
function drawOf(
  samplers: ReadonlyMap<string, Sampler>,
  shape: Shape,
  { distribution = 'randn', kwargs }: Bound & { kwargs?: unknown },
  state: Uint8Array,
  ctx: OpContext,
): Draw {
  if (typeof distribution !== 'string') {
    throw new PyTypeError('distribution must be a numpy random function name or a callable');
  }
  const sampler = samplers.get(distribution);
  if (sampler === undefined) {
    if (OTHER_NAMES.has(distribution)) throw new PyTypeError(`${distribution}() cannot be called with a size alone`);
    throw new AttributeError(`flopscope.numpy.random does not provide distribution '${distribution}'`);
  }
  const keywords = new Map(kwargs as ReadonlyMap<string, PyValue>);
  const byExtents = sampler.params === '*args';
  if (!byExtents && keywords.has('size')) throw new PyTypeError("got multiple values for keyword argument 'size'");
  if (!byExtents) keywords.set('size', shape);
  const signature = parseSignature(distribution, sampler.params);
  const bound = bindArguments(signature, byExtents ? shape : [], keywords);
  return sampler.prepare(bound, ctx, { op: `random.${distribution}`, kind: 'RandomState' }, state);
}

/** Mean over the images under all elements of the group. */
function averaged(sample: NdArray, group: SymmetryGroup): NdArray {
  const { shape } = sample;
  let sum = new Arrays(native.zeros(D.Float64, shape), D.Float64, shape) as NdArray;
  for (const element of group.elements) {
    sum = applyUfunc('add', sum, transposed(sample, transpositionOf(group, element, sample.ndim)));
  }
  const order = new Arrays(native.fromNumber(D.Float64, Number(group.order)), D.Float64, []);
  return applyUfunc('divide', sum, order);
}

/** @param samplers the distributions, by name. */
export function symmetric(samplers: ReadonlyMap<string, Sampler>): OpDefinition {
  return defineOp<Call>({
    name: 'random.symmetric',
    params: 'shape, symmetry, distribution=, *, mode=, **kwargs',
    check(args, ctx) {
      const { state } = sharedState(ctx.session);
      const shape = shapeOf(args.shape!);
      const draw = drawOf(samplers, shape, { ...args, kwargs: extraKeywords(args) } as never, state, ctx);
      // What follows the reference refuses when it has drawn already.
      try {
        const mode = args.mode === undefined ? 'reynolds-projection' : args.mode;
        if (mode !== 'reynolds-projection' && mode !== 'canonical-copy') throw new ValueError('unknown symmetric mode');
        const group = args.symmetry;
        if (!(group instanceof SymmetryGroup)) throw new AttributeError('symmetry must be a SymmetryGroup');
        const size = Math.max(sizeOf(shape), 1);
        const copies = mode === 'canonical-copy';
        const flops = copies ? BigInt(2 * size) : BigInt(size) + averagingCost(group, size);
        return { shape, group, draw, copies, state, flops };
      } catch (error) {
        if (draw.result !== undefined) requireRoomFor(draw.result[0], draw.result[1], ctx);
        draw.run(state, ctx);
        throw error;
      }
    },
    price: ({ flops }) => ({ op: 'random.symmetric', flops }),
    run({ group, draw, copies, state }, ctx) {
      if (draw.result !== undefined) requireRoomFor(draw.result[0], draw.result[1], ctx);
      const sample = draw.run(state, ctx);
      if (!(sample instanceof Arrays)) throw new PyTypeError('the distribution drew no array');
      if (group.axes.some((axis) => axis >= sample.ndim)) throw new IndexError('list assignment index out of range');
      const result = copies ? canonicalCopy(sample, group) : averaged(sample, group);
      if (!copies)
        requireSymmetry(group, result.ndim, invariance(result, ctx.release.pick(TAG_RULES)), { everyElement: false });
      result.symmetry = group;
      return result;
    },
  });
}
