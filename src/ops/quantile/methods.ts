/** Where a quantile lies among sorted elements (Hyndman & Fan, "Sample quantiles in statistical packages", 1996). */
import { ValueError } from '../../errors.js';

/** Position of a quantile: between two ranks, `weight` of the way from the first to the second. */
export interface Place {
  readonly low: number;
  readonly high: number;
  readonly weight: number;
}

interface Method {
  /** Position among n elements, counted from 0. */
  readonly position: (n: number, q: number) => number;
  /** The weight, from the fraction of the position and the position; absent where an element is taken as it is. */
  readonly weight?: (fraction: number, position: number) => number;
}

const between =
  (alpha: number, beta: number) =>
  (n: number, q: number): number =>
    n * q + (alpha + q * (1 - alpha - beta)) - 1;

const interpolated = (position: Method['position']): Method => ({ position, weight: (fraction) => fraction });

/** The element at or after a position: the one before it where `stays` says so. */
const stepped = (index: number, stays: (fraction: number, floor: number) => boolean): number => {
  const floor = Math.floor(index);
  return Math.max(stays(index - floor, floor) ? floor : floor + 1, 0);
};

/** Rounds half to even, as numpy.around does. */
function nearest(x: number): number {
  const floor = Math.floor(x);
  const fraction = x - floor;
  if (fraction !== 0.5) return fraction < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

const isOdd = (floor: number): boolean => ((floor % 2) + 2) % 2 === 1;

const METHODS: Readonly<Record<string, Method>> = {
  inverted_cdf: { position: (n, q) => stepped(n * q - 1, (fraction) => fraction === 0) },
  averaged_inverted_cdf: { position: (n, q) => n * q - 1, weight: (fraction) => (fraction === 0 ? 0.5 : 1) },
  closest_observation: {
    position: (n, q) => stepped(n * q - 1 - 0.5, (fraction, floor) => fraction === 0 && isOdd(floor)),
  },
  interpolated_inverted_cdf: interpolated(between(0, 1)),
  hazen: interpolated(between(0.5, 0.5)),
  weibull: interpolated(between(0, 0)),
  linear: interpolated((n, q) => (n - 1) * q),
  median_unbiased: interpolated(between(1 / 3, 1 / 3)),
  normal_unbiased: interpolated(between(3 / 8, 3 / 8)),
  lower: { position: (n, q) => Math.floor((n - 1) * q) },
  higher: { position: (n, q) => Math.ceil((n - 1) * q) },
  midpoint: {
    position: (n, q) => 0.5 * (Math.floor((n - 1) * q) + Math.ceil((n - 1) * q)),
    weight: (_, position) => (Number.isInteger(position) ? 0 : 0.5),
  },
  nearest: { position: (n, q) => nearest((n - 1) * q) },
};

/** ValueError for a name that is no method. */
export function methodNamed(name: string): Method {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) {
    throw new ValueError(`'${name}' is not a valid method. Use one of: ${Object.keys(METHODS).join(', ')}`);
  }
  return method;
}

/** True when elements are taken as they are, whatever the quantile. */
export const takesElements = ({ weight }: Method): boolean => weight === undefined;

/** The place of a quantile among n > 0 elements. */
export function placeOf(method: Method, n: number, q: number): Place {
  const position = method.position(n, q);
  if (method.weight === undefined) {
    const rank = Math.min(Math.max(position, 0), n - 1);
    return { low: rank, high: rank, weight: 0 };
  }
  const floor = Math.floor(position);
  let [low, high] = [floor, floor + 1];
  // Outside the sample the nearest element stands on both sides; the weight is still taken from where it ends up.
  if (Number.isNaN(position) || position >= n - 1) [low, high] = [-1, -1];
  else if (position < 0) [low, high] = [0, 0];
  const weight = method.weight(position - low, position);
  const rank = (index: number): number => (index < 0 ? n - 1 : index);
  return { low: rank(low), high: rank(high), weight };
}
