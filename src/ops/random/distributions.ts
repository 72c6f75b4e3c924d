/** Distributions whose variates are drawn one by one from parameters that broadcast. */
import { native } from '../../addon/native.js';
import { Dtype as D } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { broadcastShapes } from '../../array/shape.js';
import { OverflowError, ValueError } from '../../errors.js';
import { PyFloat, type PyValue } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import type { OpContext } from '../define.js';
import {
  type Constraint,
  doublesOf,
  isNowhere,
  pythonScalar,
  requireConstraint,
  resultShape,
  sizeShape,
  toCounts,
  toDoubles,
} from './parameters.js';
import { elements, type Place, type Sampler } from './sampler.js';

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
type JointCheck = (parameters: readonly NdArray[], place: Place, variates: () => number) => void;

interface Distribution {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly dtype: D;
  readonly joint?: JointCheck;
  /** FLOPs for each variate in releases that price by what is computed. */
  readonly flopsEach?: number;
}

const isArray = (value: PyValue | undefined): boolean =>
  Array.isArray(value) || (value instanceof NdArray && value.ndim > 0);

/** @param amidArrays whether any parameter is an array: they all become arrays then, and None a NaN. */
function readParameter(
  own: Parameter,
  given: PyValue | undefined,
  amidArrays: boolean,
  op: string,
  ctx: OpContext,
): NdArray {
  const missing = given === null && amidArrays && own.counts !== true;
  const value = given === undefined ? new PyFloat(own.otherwise ?? 0) : missing ? new PyFloat(Number.NaN) : given;
  if (own.counts === true) {
    const array = toCounts(op, value, ctx);
    requireConstraint(own.name, array, own.constraint);
    return array;
  }
  const array = toDoubles(op, value, ctx);
  requireConstraint(own.name, array, own.constraint);
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
      const amidArrays = parameters.some((own) => isArray(args[own.name]));
      const read = parameters.map((own) => readParameter(own, args[own.name], amidArrays, place.op, ctx));
      const common = broadcastShapes(...read.map((array) => array.shape));
      joint?.(read, place, () => elements(sizeShape(args.size) ?? common));
      const size = sizeShape(args.size);
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

type Three = readonly [NdArray, NdArray, NdArray];

/** The difference of the bounds must be finite; Generator also refuses bounds in the wrong order. */
const boundedRange: JointCheck = (parameters, place) => {
  const [low, high] = parameters as readonly [NdArray, NdArray];
  const range = applyUfunc('subtract', high, low);
  if (!native.satisfies(range.slot, 'finite')) throw new OverflowError('Range exceeds valid bounds');
  if (place.kind === 'Generator') requireConstraint('high - low', range, 'nonNegative');
};

const orderedCorners: JointCheck = (parameters) => {
  const [left, mode, right] = parameters as unknown as Three;
  if (!isNowhere('greater', left, mode)) throw new ValueError('left > mode');
  if (!isNowhere('greater', mode, right)) throw new ValueError('mode > right');
  if (!isNowhere('equal', left, right)) throw new ValueError('left == right');
};

const enoughToSample: JointCheck = (parameters) => {
  const [good, bad, sample] = parameters as unknown as Three;
  // A sum beyond 64 bits is negative.
  if (!isNowhere('less', applyUfunc('add', good, bad), sample)) throw new ValueError('ngood + nbad < nsample');
};

/** Refuses concentrations so great that rounding leaves the rejection method nothing to accept: it would not end. */
const acceptable: JointCheck = ([, kappa]) => requireConstraint('kappa', kappa!, 'rejectable');

/** Rejections that a call to zipf may be expected to take; about a minute. */
const ZIPF_PATIENCE = 1e9;

/** Refuses exponents so near 1 that nearly every candidate exceeds 64 bits: the call would hardly end. */
const endsSoon: JointCheck = ([a], _place, variates) => {
  let least = Number.POSITIVE_INFINITY;
  for (const value of doublesOf(a!)) if (value < least) least = value;
  const drawn = variates();
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
