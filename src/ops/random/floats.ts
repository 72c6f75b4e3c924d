/** Uniform, normal and exponential floats without parameters: by size, by extents, in either precision, into `out`. */
import { native } from '../../addon/native.js';
import { Dtype as D, type Dtype, isInexact } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { parseAnyDtype } from '../../array/parse-dtype.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { PyFloat, type PyValue } from '../../python/values.js';
import type { Bound } from '../signature.js';
import { restArguments } from '../signature.js';
import { arrayOf, transposed } from '../structure/common.js';
import { pythonScalar, sizeShape } from './parameters.js';
import { type Draw, elements, type Sampler } from './sampler.js';

/** float64 variates of a distribution without parameters; a Python float where no size is given. */
function plain(distribution: string, shape: Shape | null): Draw {
  return {
    flops: elements(shape ?? []),
    dtypes: [D.Float64],
    result: [shape ?? [], D.Float64],
    run(state) {
      const array = new NdArray(native.draw(state, distribution, shape ?? [], []), D.Float64, shape ?? []);
      return shape === null ? pythonScalar(array) : array;
    },
  };
}

/** random, random_sample, ranf, sample: uniform floats by size. */
export const bySize = (name: string): Sampler => ({
  name,
  params: 'size=',
  prepare: (args) => plain('random', sizeShape(args.size)),
});

/** The integer that an array without dimensions is. */
function wholeOf(array: NdArray): PyValue {
  if (array.ndim > 0 || isInexact(array.dtype)) throw new PyTypeError('only integer scalar arrays can be an extent');
  return Number(native.readItem(array.slot));
}

/** rand, randn: variates by extents. */
export const byExtents = (name: string, distribution: string): Sampler => ({
  name,
  params: '*args',
  prepare(args) {
    const extents = restArguments(args);
    if (extents.some((extent) => typeof extent === 'boolean')) throw new PyTypeError('an integer is required');
    const whole = extents.map((extent) => (extent instanceof NdArray ? wholeOf(extent) : extent));
    return plain(distribution, extents.length === 0 ? null : sizeShape(whole));
  },
});

function floatDtype(name: string, value: PyValue | undefined): Dtype {
  if (value === undefined) return D.Float64;
  const dtype = value === null ? D.Float64 : parseAnyDtype(value);
  if (dtype === D.Float64 || dtype === D.Float32) return dtype;
  throw new PyTypeError(`${name} draws float64 or float32`);
}

/** The array given as `out`, in the order of its memory. */
function destination(out: PyValue | undefined, dtype: Dtype, size: Shape | null): NdArray | undefined {
  if (out === undefined || out === null) return undefined;
  if (!(out instanceof NdArray)) throw new ValueError('the output must be an array');
  const layout = native.layout(out.slot);
  if ((layout & 3) === 0) throw new ValueError('the output array must be contiguous');
  if (out.dtype !== dtype) throw new PyTypeError('the output array has another dtype');
  if (size !== null && (size.length !== out.ndim || size.some((extent, k) => extent !== out.shape[k]))) {
    throw new ValueError('size must match out.shape when used together');
  }
  return out;
}

function fill(out: NdArray, values: NdArray): void {
  const isC = (native.layout(out.slot) & 1) !== 0;
  const target = isC ? out : transposed(out, [...out.shape.keys()].reverse());
  const flat = arrayOf(native.reshapeView(values.slot, target.shape, 0), values.dtype, target.shape);
  native.assign(target.slot, flat.slot, -1);
}

/** random, standard_normal and standard_exponential of Generator. */
export function generated(name: string, methods: boolean): Sampler {
  const order = methods ? 'size=, dtype=, method=, out=' : 'size=, dtype=, out=';
  return {
    name,
    params: order,
    prepare(args: Bound): Draw {
      const dtype = floatDtype(name, args.dtype);
      const size = sizeShape(args.size);
      const out = destination(args.out, dtype, size);
      const shape = out?.shape ?? size;
      const inverted = methods && args.method !== undefined && args.method !== 'zig' ? '_inverted' : '';
      const distribution = name + inverted + (dtype === D.Float32 ? '_float' : '');
      return {
        flops: elements(shape ?? []),
        // A single variate is a Python float, whatever its precision.
        dtypes: [shape === null ? D.Float64 : dtype],
        result: [shape ?? [], dtype],
        run(state) {
          const drawn = arrayOf(native.draw(state, distribution, shape ?? [], []), dtype, shape ?? []);
          if (shape === null) return new PyFloat(native.readItem(drawn.slot) as number);
          if (out === undefined) return drawn;
          fill(out, drawn);
          out.symmetry = null;
          return out;
        },
      };
    },
  };
}
