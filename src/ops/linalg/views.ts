/** trace, diagonal and matrix_transpose under numpy.linalg: the last two axes instead of the first. */
import { toIndex } from '../../array/axes.js';
import { describe } from '../../array/convert.js';
import type { Dtype } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { reductionBillingDtype, sumAccumulatorDtype } from '../../cost/dtype-billing.js';
import { PyTypeError, UnsupportedDtypeError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { isForeign } from '../contraction/operand.js';
import type { OpDefinition } from '../define.js';
import { type Bound, bindArguments, parseSignature } from '../signature.js';
import { dtypeArgument } from '../structure/common.js';
import { STRUCTURE } from '../structure/index.js';
import { traceOf } from '../structure/trace.js';
import { batchSize, extentsOf, forStack, linalgOp, readMatrix } from './operand.js';

const operationNamed = (name: string): OpDefinition => STRUCTURE.find((operation) => operation.name === name)!;

/**
 * An operation called by another name with its arguments rearranged; billed under its own. Releases that bill dtypes
 * refuse operands that are not numeric, if they have `minimum` dimensions.
 */
function delegate(
  name: string,
  params: string,
  target: OpDefinition,
  keywords: (args: Bound) => readonly (readonly [string, PyValue])[],
  minimum: number,
): OpDefinition {
  const signature = parseSignature(name, params);
  return {
    name,
    forRelease(release) {
      const operation = target.forRelease(release);
      return {
        name,
        plan(args, kwargs, ctx) {
          const bound = bindArguments(signature, args, kwargs);
          const { foreign, shape } = describe(bound['x']!);
          if (ctx.release.traits.dtypeBilling && foreign !== undefined && shape.length >= minimum) {
            throw new UnsupportedDtypeError(`${target.name}: dtype '${foreign}' is not numeric`);
          }
          return operation.plan([bound['x']!], new Map(keywords(bound)), ctx);
        },
      };
    },
  };
}

const diagonal = delegate(
  'linalg.diagonal',
  'x, /, *, offset=',
  operationNamed('diagonal'),
  ({ offset }) => [
    ['offset', offset === undefined ? 0 : offset],
    ['axis1', -2],
    ['axis2', -1],
  ],
  2,
);

const matrixTranspose = delegate('linalg.matrix_transpose', 'x, /', operationNamed('matrix_transpose'), () => [], 0);

interface Trace {
  readonly a: NdArray;
  readonly offset: PyValue;
  readonly dtype: PyValue;
}

/** Elements of the diagonal as they are priced; a fractional offset, which fails later, is priced all the same. */
function lengthOf({ a, offset }: Trace): number {
  const [m, n] = extentsOf(a);
  if (!isInt(offset) && typeof offset !== 'boolean' && !(offset instanceof PyFloat)) {
    throw new PyTypeError(`'>' not supported between instances of '${typeName(offset)}' and 'int'`);
  }
  const by = offset instanceof PyFloat ? offset.value : Number(offset);
  return Math.max(Math.min(m, n, by > 0 ? n - by : m, by < 0 ? m + by : n), 0);
}

const dtypeOf = (value: PyValue): Dtype | undefined =>
  value === null ? undefined : dtypeArgument('linalg.trace', value, 0);

const trace = linalgOp<Trace>({
  name: 'linalg.trace',
  params: 'x, /, *, offset=, dtype=',
  read: (args) => ({
    a: readMatrix(args, 'x'),
    offset: args['offset'] === undefined ? 0 : args['offset'],
    dtype: args['dtype'] ?? null,
  }),
  operands: ({ a }) => [a],
  flops: {
    '0.4.1': (call) => Math.max(lengthOf(call), 1),
    '0.12.4': (call) => {
      const each = Math.max(lengthOf(call), 1);
      return Number(forStack(call.a, 1n)) === 0 ? 0 : each * Number(batchSize(call.a.shape));
    },
  },
  billed: ({ a, dtype }) =>
    reductionBillingDtype(a.dtype, { dtype: dtypeOf(dtype), accumulator: sumAccumulatorDtype(a.dtype) }),
  run: ({ a, offset, dtype }) => {
    if (isForeign(a)) throw new PyTypeError('linalg.trace: the operand is not numeric');
    return traceOf({ a, offset: toIndex(offset), axes: [-2, -1], dtype: dtypeOf(dtype), out: null });
  },
});

export const LINALG_VIEWS: readonly OpDefinition[] = [trace, diagonal, matrixTranspose];
