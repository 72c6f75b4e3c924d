/**
 * Densities, distribution functions and quantiles, in the order of operations of the reference, on which their last
 * bits depend. Parameters are location `loc` and scale, after the shapes of the distribution.
 */
import { PyFloat, type PyValue } from '../../python/values.js';
import type { Formula, Maths } from './maths.js';

const SQRT2 = Math.sqrt(2);
const INVERSE_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);
/** Below any probability whose logarithm matters. */
const LEAST = 1e-300;
const float = (value: number): PyValue => new PyFloat(value);
const NAN = float(Number.NaN);
const INFINITY = float(Number.POSITIVE_INFINITY);
const MINUS_INFINITY = float(Number.NEGATIVE_INFINITY);

type Value<T> = T | PyValue;

/** Short names for the operators. */
function operators<T>(m: Maths<T>) {
  type V = Value<T>;
  return {
    add: (a: V, b: V) => m.op('add', a, b),
    sub: (a: V, b: V) => m.op('subtract', a, b),
    mul: (a: V, b: V) => m.op('multiply', a, b),
    div: (a: V, b: V) => m.op('divide', a, b),
    both: (a: V, b: V) => m.op('bitwise_and', a, b),
    /** (x - loc) / scale */
    standard: (x: V, loc: V, scale: V) => m.op('divide', m.op('subtract', x, loc), scale),
    /** low <= x <= high */
    within: (x: V, low: V, high: V) => m.op('bitwise_and', m.op('greater_equal', x, low), m.op('less_equal', x, high)),
  };
}

/** A quantile with its ends, and NaN where q is no probability. */
function withEnds<T>(m: Maths<T>, q: Value<T>, inside: Value<T>, value: Value<T>, ends: readonly PyValue[]): Value<T> {
  let result = m.where(inside, value, NAN);
  ends.forEach((end, i) => {
    result = m.where(m.op('equal', q, i), end, result);
  });
  return result;
}

const openUnit = <T>(m: Maths<T>, q: Value<T>): Value<T> =>
  m.op('bitwise_and', m.op('greater', q, 0), m.op('less', q, 1));

const normalCdf = <T>(m: Maths<T>, x: Value<T>): Value<T> =>
  m.op('multiply', float(0.5), m.op('add', float(1), m.erf(m.op('divide', x, m.constant(SQRT2)))));

/** exp(-x²/2) by its order of operations. */
const bell = <T>(m: Maths<T>, x: Value<T>): Value<T> =>
  m.apply('exp', m.op('multiply', m.op('multiply', float(-0.5), x), x));

export interface Distribution {
  /** Names of the parameters before loc and scale. */
  readonly shapes: readonly string[];
  readonly pdf: Formula;
  readonly cdf: Formula;
  readonly ppf: Formula;
}

const norm: Distribution = {
  shapes: [],
  pdf: (m, x, loc, scale) => {
    const { mul, div, standard } = operators(m);
    const z = standard(x, loc!, scale!);
    return mul(div(m.constant(INVERSE_SQRT_2PI), scale!), bell(m, z));
  },
  cdf: (m, x, loc, scale) => {
    const { add, sub, mul, div } = operators(m);
    const z = div(sub(x, loc!), mul(scale!, m.constant(SQRT2)));
    return mul(float(0.5), add(float(1), m.erf(z)));
  },
  ppf: (m, q, loc, scale) => m.op('add', loc!, m.op('multiply', scale!, m.quantile(q))),
};

const expon: Distribution = {
  shapes: [],
  pdf: (m, x, loc, scale) => {
    const z = operators(m).standard(x, loc!, scale!);
    const value = m.op('divide', m.apply('exp', m.negative(z)), scale!);
    return m.where(m.op('greater_equal', x, loc!), value, float(0));
  },
  cdf: (m, x, loc, scale) => {
    const z = operators(m).standard(x, loc!, scale!);
    const value = m.op('subtract', float(1), m.apply('exp', m.negative(z)));
    return m.where(m.op('greater_equal', x, loc!), value, float(0));
  },
  ppf: (m, q, loc, scale) => {
    const { sub, mul, within } = operators(m);
    const value = sub(loc!, mul(scale!, m.apply('log1p', m.negative(q))));
    const inside = m.where(within(q, 0, 1), value, NAN);
    return m.where(m.op('equal', q, 1), INFINITY, m.where(m.op('equal', q, 0), loc!, inside));
  },
};

const uniform: Distribution = {
  shapes: [],
  pdf: (m, x, loc, scale) => {
    const { add, div, both } = operators(m);
    const inside = both(m.op('greater_equal', x, loc!), m.op('less_equal', x, add(loc!, scale!)));
    return m.where(inside, div(float(1), scale!), float(0));
  },
  cdf: (m, x, loc, scale) => m.clip(operators(m).standard(x, loc!, scale!)),
  ppf: (m, q, loc, scale) => {
    const { add, mul, within } = operators(m);
    const value = add(loc!, mul(q, scale!));
    return m.where(within(q, 0, 1), value, NAN);
  },
};

const laplace: Distribution = {
  shapes: [],
  pdf: (m, x, loc, scale) => {
    const { sub, mul, div } = operators(m);
    const z = div(m.apply('absolute', sub(x, loc!)), scale!);
    return div(m.apply('exp', m.negative(z)), mul(float(2), scale!));
  },
  cdf: (m, x, loc, scale) => {
    const { sub, mul, standard } = operators(m);
    const z = standard(x, loc!, scale!);
    const isLeft = m.op('less_equal', z, 0);
    const left = mul(float(0.5), m.apply('exp', z));
    return m.where(isLeft, left, sub(float(1), mul(float(0.5), m.apply('exp', m.negative(z)))));
  },
  ppf: (m, q, loc, scale) => {
    const { add, sub, mul, within } = operators(m);
    const isLeft = m.op('less_equal', q, float(0.5));
    const left = add(loc!, mul(scale!, m.apply('log', mul(float(2), m.atLeast(q, LEAST)))));
    const right = sub(loc!, mul(scale!, m.apply('log', mul(float(2), m.atLeast(sub(float(1), q), LEAST)))));
    return withEnds(m, q, within(q, 0, 1), m.where(isLeft, left, right), [MINUS_INFINITY, INFINITY]);
  },
};

const logistic: Distribution = {
  shapes: [],
  pdf: (m, x, loc, scale) => {
    const { add, mul, div, standard } = operators(m);
    const e = m.apply('exp', m.negative(standard(x, loc!, scale!)));
    return div(e, mul(scale!, m.apply('square', add(float(1), e))));
  },
  cdf: (m, x, loc, scale) => {
    const { add, div, standard } = operators(m);
    return div(float(1), add(float(1), m.apply('exp', m.negative(standard(x, loc!, scale!)))));
  },
  ppf: (m, q, loc, scale) => {
    const { add, sub, mul, div } = operators(m);
    const value = add(loc!, mul(scale!, m.apply('log', div(q, sub(float(1), q)))));
    return withEnds(m, q, openUnit(m, q), value, [MINUS_INFINITY, INFINITY]);
  },
};

/** Where y is positive, y and true; elsewhere one and false. */
const positivePart = <T>(m: Maths<T>, y: Value<T>): Value<T> => m.where(m.op('greater', y, 0), y, float(1));

const lognorm: Distribution = {
  shapes: ['s'],
  pdf: (m, x, s, loc, scale) => {
    const { mul, div, standard } = operators(m);
    const y = standard(x, loc!, scale!);
    const safe = positivePart(m, y);
    const log = m.apply('log', safe);
    const front = div(m.constant(INVERSE_SQRT_2PI), mul(mul(s!, safe), scale!));
    const value = mul(front, m.apply('exp', mul(float(-0.5), m.apply('square', div(log, s!)))));
    return m.where(m.op('greater', y, 0), value, float(0));
  },
  cdf: (m, x, s, loc, scale) => {
    const { add, mul, div, standard } = operators(m);
    const y = standard(x, loc!, scale!);
    const log = m.apply('log', positivePart(m, y));
    const z = div(log, mul(s!, m.constant(SQRT2)));
    return m.where(m.op('greater', y, 0), mul(float(0.5), add(float(1), m.erf(z))), float(0));
  },
  ppf: (m, q, s, loc, scale) => {
    const { add, mul } = operators(m);
    return add(loc!, mul(scale!, m.apply('exp', mul(s!, m.quantile(q)))));
  },
};

const cauchy: Distribution = {
  shapes: [],
  pdf: (m, x, loc, scale) => {
    const { add, mul, div, standard } = operators(m);
    const z = standard(x, loc!, scale!);
    return div(float(1), mul(mul(float(Math.PI), scale!), add(float(1), mul(z, z))));
  },
  cdf: (m, x, loc, scale) => {
    const { add, div, standard } = operators(m);
    return add(float(0.5), div(m.apply('arctan', standard(x, loc!, scale!)), float(Math.PI)));
  },
  ppf: (m, q, loc, scale) => {
    const { add, sub, mul } = operators(m);
    const value = add(loc!, mul(scale!, m.apply('tan', mul(float(Math.PI), sub(q, float(0.5))))));
    return withEnds(m, q, openUnit(m, q), value, [MINUS_INFINITY, INFINITY]);
  },
};

/** The probabilities below the two cuts. */
const cuts = <T>(m: Maths<T>, ...[a, b]: readonly Value<T>[]): readonly [Value<T>, Value<T>] => [
  normalCdf(m, a!),
  normalCdf(m, b!),
];

const truncnorm: Distribution = {
  shapes: ['a', 'b'],
  pdf: (m, x, a, b, loc, scale) => {
    const { sub, mul, div, standard, within } = operators(m);
    const z = standard(x, loc!, scale!);
    const [low, high] = cuts(m, a!, b!);
    const whole = mul(scale!, sub(high, low));
    const value = div(mul(m.constant(INVERSE_SQRT_2PI), bell(m, z)), whole);
    return m.where(within(z, a!, b!), value, float(0));
  },
  cdf: (m, x, a, b, loc, scale) => {
    const { sub, div, standard } = operators(m);
    const z = standard(x, loc!, scale!);
    const [low, high] = cuts(m, a!, b!);
    const value = div(sub(normalCdf(m, z), low), sub(high, low));
    const fromLow = m.where(m.op('less', z, a!), float(0), value);
    return m.where(m.op('greater', z, b!), float(1), fromLow);
  },
  ppf: (m, q, a, b, loc, scale) => {
    const { add, sub, mul } = operators(m);
    const [low, high] = cuts(m, a!, b!);
    return add(loc!, mul(scale!, m.quantile(add(low, mul(q, sub(high, low))))));
  },
};

export const DISTRIBUTIONS: Readonly<Record<string, Distribution>> = {
  ...{ norm, expon, uniform, laplace },
  ...{ logistic, lognorm, cauchy, truncnorm },
};
