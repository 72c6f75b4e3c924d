/** `stats.*`: densities (pdf), distribution functions (cdf) and quantiles (ppf) of eight distributions. */
import { describe } from '../../array/convert.js';
import { Dtype } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { broadcastShapes, sizeOf } from '../../array/shape.js';
import { UnsupportedDtypeError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { byRelease, type Charge, defineOp, type OpDefinition } from '../define.js';
import type { Bound } from '../signature.js';
import { requireRoomFor } from '../structure/common.js';
import { asFloat64, delivered, Evaluation, Term } from './evaluate.js';
import { DISTRIBUTIONS } from './formulas.js';
import { type Formula, isSequence } from './maths.js';
import { priceOf } from './price.js';

type Method = 'pdf' | 'cdf' | 'ppf';

/** FLOPs per element in present releases; early ones count one and weigh the operations instead. */
// biome-ignore format: a table
const PER_ELEMENT: Readonly<Record<string, Readonly<Record<Method, number>>>> = {
  norm: { pdf: 27, cdf: 48, ppf: 83 },
  expon: { pdf: 22, cdf: 22, ppf: 27 },
  uniform: { pdf: 1, cdf: 4, ppf: 1 },
  laplace: { pdf: 22, cdf: 40, ppf: 51 },
  logistic: { pdf: 23, cdf: 21, ppf: 28 },
  lognorm: { pdf: 62, cdf: 70, ppf: 106 },
  cauchy: { pdf: 6, cdf: 20, ppf: 28 },
  truncnorm: { pdf: 28, cdf: 51, ppf: 81 },
};

interface DistributionCall {
  readonly x: NdArray;
  readonly parameters: readonly PyValue[];
}

/** The shape of the result; the point's own where the shapes do not go together. */
function resultShape({ x, parameters }: DistributionCall): Shape {
  try {
    const shapes = parameters
      .filter((value) => value !== null)
      .map((value) => (value instanceof NdArray ? value.shape : describe(value).shape));
    return broadcastShapes(x.shape, ...shapes);
  } catch (error) {
    if (error instanceof ValueError) return x.shape;
    throw error;
  }
}

/** Refuses sequences of anything but numbers. */
function refuseSequence(op: string, value: PyValue): void {
  if (!isSequence(value)) return;
  const { foreign } = describe(value);
  if (foreign !== undefined) throw new UnsupportedDtypeError(`${op}: dtype '${foreign}' is not numeric`);
}

function distributionOp(name: string, method: Method): OpDefinition {
  const { shapes, [method]: formula } = DISTRIBUTIONS[name]! as (typeof DISTRIBUTIONS)[string] &
    Record<Method, Formula>;
  const op = `stats.${name}.${method}`;
  const point = method === 'ppf' ? 'q' : 'x';
  const parametersOf = (args: Bound): PyValue[] => [
    ...shapes.map((shape) => args[shape]!),
    args['loc'] === undefined ? 0 : args['loc'],
    args['scale'] === undefined ? 1 : args['scale'],
  ];
  return defineOp<DistributionCall>({
    name: op,
    params: [point, ...shapes, 'loc=', 'scale='].join(', '),
    check: byRelease<(args: Bound) => DistributionCall>({
      '0.4.1': (args) => ({ x: asFloat64(args[point]!), parameters: parametersOf(args) }),
      '0.12.4': (args) => {
        const parameters = parametersOf(args);
        for (const value of [args[point]!, ...parameters]) refuseSequence(op, value);
        return { x: asFloat64(args[point]!), parameters };
      },
    }),
    price: byRelease<(call: DistributionCall) => readonly Charge[]>({
      '0.4.1': ({ x, parameters }) => [
        { op, flops: Math.max(x.size, 1) },
        ...priceOf(formula, x.shape, parameters, false).charges,
      ],
      '0.12.4': (call) => [
        { op, flops: PER_ELEMENT[name]![method] * Math.max(sizeOf(resultShape(call)), 1), dtypes: [Dtype.Float64] },
        ...priceOf(formula, call.x.shape, call.parameters, true).charges,
      ],
    }),
    run: (call, ctx) => {
      requireRoomFor(resultShape(call), Dtype.Float64, ctx);
      const terms = call.parameters.map((value) => (value instanceof NdArray ? new Term(value, false) : value));
      const result = delivered(formula(new Evaluation(), new Term(call.x, false), ...terms));
      result.symmetry = priceOf(formula, call.x.shape, call.parameters, ctx.release.traits.dtypeBilling).symmetry;
      return result;
    },
  });
}

export const DISTRIBUTION: readonly OpDefinition[] = Object.keys(DISTRIBUTIONS).flatMap((name) =>
  (['pdf', 'cdf', 'ppf'] as const).map((method) => distributionOp(name, method)),
);
