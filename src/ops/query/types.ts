/** Questions about types whose answer is one of few, or never arrives because it is a type itself. */
import { toIndex } from '../../array/axes.js';
import { Dtype, dtypeName, isComplex, isInexact, isInteger } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { ForeignDtype, parseAnyDtype } from '../../array/parse-dtype.js';
import { pointwiseCost } from '../../cost/pointwise.js';
import { AttributeError, PyError, PyTypeError, RuntimeError, UnsupportedReturnType, ValueError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { byRelease, defineOp, type OpDefinition, type OpResult } from '../define.js';
import { type Coefficients, coefficients, refuseForeign } from '../polynomial/operand.js';
import { type Bound, restArguments } from '../signature.js';
import { freeOp } from './arrays.js';

/** The name of the scalar type of what describes a dtype. */
function scalarType(value: PyValue): string {
  if (value === null) return 'float64';
  if (Array.isArray(value) && value.length === 0) return 'void';
  if (value instanceof NdArray) throw new PyTypeError('Cannot construct a dtype from an array');
  const dtype = parseAnyDtype(value);
  return dtype instanceof ForeignDtype ? dtype.name : dtypeName(dtype);
}

/** Only classes have subclasses: of dtypes by name the answer is whether they are one. */
const isSubdtype = (args: Bound): boolean => scalarType(args['arg1']!) === scalarType(args['arg2']!);

function commonType(values: readonly PyValue[]): OpResult {
  for (const value of values) {
    if (!(value instanceof NdArray)) throw new AttributeError(`'${typeName(value)}' object has no attribute 'dtype'`);
    if (value.dtype === Dtype.Bool) throw new PyTypeError("can't get common type for non-numeric array");
  }
  throw new RuntimeError('failed to serialize response: a type');
}

const undeliverable = (type: string): UnsupportedReturnType =>
  new UnsupportedReturnType(`result of type '${type}' cannot be delivered`);

/** A dtype, or undefined for what is none. */
function understood(value: PyValue): Dtype | ForeignDtype | undefined {
  try {
    return parseAnyDtype(value);
  } catch (error) {
    if (error instanceof PyError) return undefined;
    throw error;
  }
}

/** numpy.finfo of a dtype or a number. */
function floatInfo(value: PyValue): OpResult {
  if (value === null) throw undeliverable('finfo');
  if (value instanceof NdArray) throw new ValueError("data type <class 'numpy.object_'> not inexact");
  if (value instanceof PyFloat) throw undeliverable('finfo');
  if (isInt(value) || typeof value === 'boolean') throw new ValueError(`data type of ${typeName(value)} not inexact`);
  const dtype = understood(value);
  if (dtype === undefined) throw new ValueError('data type not inexact');
  if (dtype instanceof ForeignDtype) {
    if (/^(float|complex)(128|256)$/.test(dtype.name)) throw undeliverable('finfo');
    throw new ValueError(`data type ${dtype.name} not inexact`);
  }
  if (!isInexact(dtype) && !isComplex(dtype)) throw new ValueError(`data type ${dtypeName(dtype)} not inexact`);
  throw undeliverable('finfo');
}

/** numpy.iinfo of a dtype or a number. */
function integerInfo(value: PyValue): OpResult {
  if (isInt(value)) {
    toIndex(value);
    throw undeliverable('iinfo');
  }
  const dtype = value instanceof NdArray ? undefined : understood(value);
  if (dtype === undefined || dtype instanceof ForeignDtype || !isInteger(dtype))
    throw new ValueError('Invalid integer data type.');
  throw undeliverable('iinfo');
}

const isDatetime = defineOp<Coefficients>({
  name: 'isnat',
  params: 'x, out=, **kwargs',
  check: (args, ctx) => {
    const x = coefficients(args['x']);
    refuseForeign('isnat', ctx, x);
    return x;
  },
  price: byRelease({
    '0.4.1': ({ a }: Coefficients) => ({ op: 'isnat', flops: pointwiseCost(a.shape, a.symmetry) }),
    '0.12.4': () => null,
  }),
  run: () => {
    throw new PyTypeError("ufunc 'isnat' is only defined for np.datetime64 and np.timedelta64.");
  },
});

export const TYPE_QUERIES: readonly OpDefinition[] = [
  freeOp('issubdtype', 'arg1, arg2', isSubdtype),
  freeOp('isdtype', 'dtype, kind', ({ dtype }) => {
    throw new PyTypeError(`dtype argument must be a NumPy dtype, but it is a ${typeName(dtype)}`);
  }),
  defineOp<readonly PyValue[]>({
    name: 'common_type',
    params: '*args',
    check: (args) => restArguments(args),
    price: () => null,
    run: byRelease<(values: readonly PyValue[]) => OpResult>({
      '0.4.1': commonType,
      '0.12.4': (values) => {
        try {
          return commonType(values);
        } catch (error) {
          if (error instanceof RuntimeError) throw undeliverable('type');
          throw error;
        }
      },
    }),
  }),
  freeOp('finfo', 'dtype', ({ dtype }) => floatInfo(dtype!)),
  freeOp('iinfo', 'int_type', (args) => integerInfo(args['int_type']!)),
  isDatetime,
];
