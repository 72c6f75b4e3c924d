/** Distributions whose variates are drawn one by one from parameters that broadcast. */
import { native } from '../../addon/native.js';
import { Dtype as D } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { broadcastShapes } from '../../array/shape.js';
import { OverflowError, ValueError } from '../../errors.js';
import { PyFloat, type PyValue } from '../../python/values.js';
import type { OpContext } from '../define.js';
import {
  type Constraint,
  countsOf,
  doublesOf,
  pythonScalar,
  requireConstraint,
  resultShape,
  sizeShape,
  toCounts,
  toDoubles,
} from './parameters.js';
import { elements, type Place, type Sampler } from './sampler.js';
import { integersOf } from './seed-sequence.js';

interface Parameter {
  readonly name: string;
  readonly constraint: Constraint;
  /** Value when the argument is not given; none for a required one. */
  readonly otherwise?: number;
  /** True for parameters that are counts (int64). */
  readonly counts?: boolean;
}

const parameter = (name: string, constraint: Constraint, otherwise?: number): Parameter =>
  otherwise === undefined ? { name, constraint } : { name, constraint, otherwise };
const count = (name: string, constraint: Constraint): Parameter => ({ name, constraint, counts: true });

/** A further check of all parameters together. */
type JointCheck = (parameters: readonly NdArray[], place: Place, drawn: number) => void;

interface Distribution {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly dtype: D;
  readonly joint?: JointCheck;
  /** FLOPs for each variate in releases that price by what is computed. */
  readonly flopsEach?: number;
}

function readParameter(own: Parameter, given: PyValue | undefined, op: string, ctx: OpContext): NdArray {
  const value = given === undefined ? new PyFloat(own.otherwise ?? 0) : given;
  if (own.counts === true) {
    const array = toCounts(op, value, ctx);
    if (own.constraint !== 'none') requireConstraint(own.name, countsOf(array), own.constraint);
    return array;
  }
  const array = toDoubles(op, value, ctx);
  if (own.constraint !== 'none') requireConstraint(own.name, doublesOf(array), own.constraint);
  return array;
}

/** Makes a sampler of a declaration. */
function sampler(distribution: Distribution): Sampler {
  const { name, parameters, dtype, joint, flopsEach = 1 } = distribution;
  const params = [...parameters.map((own) => own.name + (own.otherwise === undefined ? '' : '=')), 'size='].join(', ');
  return {
    name,
    params,
    prepare(args, ctx, place) {
      const read = parameters.map((own) => readParameter(own, args[own.name], place.op, ctx));
      const size = sizeShape(args.size);
      const common = broadcastShapes(...read.map((array) => array.shape));
      joint?.(read, place, elements(size ?? common));
      const shape = resultShape(size, common);
      const isScalar = size === null && common.length === 0;
      const each = ctx.release.traits.dtypeBilling ? flopsEach : 1;
      return {
        flops: each * elements(shape),
        dtypes: [dtype],
        result: [shape, dtype],
        run(state) {
          const slots = read.map((array) => array.slot);
          const array = new NdArray(native.draw(state, name, shape, slots), dtype, shape);
          return isScalar ? pythonScalar(array) : array;
        },
      };
    },
  };
}

const commonShape = (parameters: readonly NdArray[]) => broadcastShapes(...parameters.map((array) => array.shape));

/** The difference of the bounds must be finite; Generator also refuses bounds in the wrong order. */
const boundedRange: JointCheck = (parameters, place) => {
  const shape = commonShape(parameters);
  const [low, high] = parameters.map((array) => doublesOf(array, shape)) as [Float64Array, Float64Array];
  const range = high.map((value, i) => value - low[i]!);
  if (!range.every(Number.isFinite)) throw new OverflowError('Range exceeds valid bounds');
  if (place.kind === 'Generator') requireConstraint('high - low', range, 'nonNegative');
};

const orderedCorners: JointCheck = (parameters) => {
  const shape = commonShape(parameters);
  const [left, mode, right] = parameters.map((array) => doublesOf(array, shape)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  if (left.some((value, i) => value > mode[i]!)) throw new ValueError('left > mode');
  if (mode.some((value, i) => value > right[i]!)) throw new ValueError('mode > right');
  if (left.some((value, i) => value === right[i]!)) throw new ValueError('left == right');
};

const enoughToSample: JointCheck = (parameters) => {
  const shape = commonShape(parameters);
  const [good, bad, sample] = parameters.map((array) =>
    integersOf(new NdArray(native.broadcastTo(array.slot, shape), D.Int64, shape)),
  ) as [bigint[], bigint[], bigint[]];
  // A sum beyond 64 bits is negative.
  if (good.some((value, i) => BigInt.asIntN(64, value + bad[i]!) < sample[i]!)) {
    throw new ValueError('ngood + nbad < nsample');
  }
};

/** Refuses concentrations so great that rounding leaves the rejection method nothing to accept: it would not end. */
const acceptable: JointCheck = ([, kappa]) => {
  for (const value of doublesOf(kappa!)) {
    if (Number.isNaN(value) || value < 1) continue;
    const r = 1 + Math.sqrt(1 + 4 * value * value);
    const rho = (r - Math.sqrt(2 * r)) / (2 * value);
    if (!((1 + rho * rho) / (2 * rho) > 1)) throw new ValueError(`kappa ${value} is too large to draw by rejection`);
  }
};

/** Rejections that a call to zipf may be expected to take; about a minute. */
const ZIPF_PATIENCE = 1e9;

/** Refuses exponents so near 1 that nearly every candidate exceeds 64 bits: the call would hardly end. */
const endsSoon: JointCheck = ([a], _place, drawn) => {
  const least = doublesOf(a!).reduce((smallest, value) => Math.min(smallest, value), Number.POSITIVE_INFINITY);
  if (drawn / (44 * (least - 1)) > ZIPF_PATIENCE) throw new ValueError(`a = ${least} is too near 1 for ${drawn} draws`);
};

const real = (name: string, parameters: readonly Parameter[], joint?: JointCheck): Sampler =>
  sampler({ name, parameters, dtype: D.Float64, ...(joint === undefined ? {} : { joint }) });
const whole = (name: string, parameters: readonly Parameter[], joint?: JointCheck): Sampler =>
  sampler({ name, parameters, dtype: D.Int64, ...(joint === undefined ? {} : { joint }) });

const locScale = [parameter('loc', 'none', 0), parameter('scale', 'nonNegative', 1)];

export const UNIFORM: Sampler = sampler({
  name: 'uniform',
  parameters: [parameter('low', 'none', 0), parameter('high', 'none', 1)],
  dtype: D.Float64,
  joint: boundedRange,
  flopsEach: 3,
});

/** Distributions that both RandomState and Generator (as far as it is admitted) have. */
export const SHARED: readonly Sampler[] = [
  UNIFORM,
  real('normal', locScale),
  real('exponential', [parameter('scale', 'nonNegative', 1)]),
  real('beta', [parameter('a', 'positive'), parameter('b', 'positive')]),
  real('gamma', [parameter('shape', 'nonNegative'), parameter('scale', 'nonNegative', 1)]),
  real('chisquare', [parameter('df', 'positive')]),
  whole('poisson', [parameter('lam', 'poisson', 1)]),
  whole('binomial', [count('n', 'nonNegative'), parameter('p', 'unit')]),
];

/** The others of RandomState. */
export const LEGACY: readonly Sampler[] = [
  real('standard_normal', []),
  real('standard_exponential', []),
  real('standard_cauchy', []),
  real('standard_gamma', [parameter('shape', 'nonNegative')]),
  real('standard_t', [parameter('df', 'positive')]),
  real('f', [parameter('dfnum', 'positive'), parameter('dfden', 'positive')]),
  real('noncentral_chisquare', [parameter('df', 'positive'), parameter('nonc', 'nonNegative')]),
  real('noncentral_f', [
    parameter('dfnum', 'positive'),
    parameter('dfden', 'positive'),
    parameter('nonc', 'nonNegative'),
  ]),
  real('vonmises', [parameter('mu', 'none'), parameter('kappa', 'nonNegative')], acceptable),
  real('pareto', [parameter('a', 'positive')]),
  real('weibull', [parameter('a', 'nonNegative')]),
  real('power', [parameter('a', 'positive')]),
  real('laplace', locScale),
  real('gumbel', locScale),
  real('logistic', locScale),
  real('lognormal', [parameter('mean', 'none', 0), parameter('sigma', 'nonNegative', 1)]),
  real('rayleigh', [parameter('scale', 'nonNegative', 1)]),
  real('wald', [parameter('mean', 'positive'), parameter('scale', 'positive')]),
  real(
    'triangular',
    [parameter('left', 'none'), parameter('mode', 'none'), parameter('right', 'none')],
    orderedCorners,
  ),
  whole('negative_binomial', [parameter('n', 'positive'), parameter('p', 'unit')]),
  whole('zipf', [parameter('a', 'aboveOne')], endsSoon),
  whole('geometric', [parameter('p', 'unitNotZero')]),
  whole(
    'hypergeometric',
    [count('ngood', 'nonNegative'), count('nbad', 'nonNegative'), count('nsample', 'atLeastOne')],
    enoughToSample,
  ),
  whole('logseries', [parameter('p', 'unitNotOne')]),
];
