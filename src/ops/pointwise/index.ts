/** The elementwise operations. */
import type { OpDefinition } from '../define.js';
import { ufuncOp } from './elementwise.js';

const OWN_NAME = [
  ...['exp', 'exp2', 'expm1', 'log', 'log2', 'log10', 'log1p', 'sqrt', 'cbrt', 'square', 'reciprocal'],
  ...['sin', 'cos', 'tan', 'arcsin', 'arccos', 'arctan', 'sinh', 'cosh', 'tanh', 'arcsinh', 'arccosh', 'arctanh'],
  ...['absolute', 'fabs', 'negative', 'positive', 'sign', 'conjugate', 'ceil', 'floor', 'trunc', 'rint'],
  ...['deg2rad', 'rad2deg', 'radians', 'degrees', 'spacing', 'signbit', 'logical_not', 'invert', 'bitwise_count'],
  ...['modf', 'frexp', 'divmod'],
  ...['add', 'subtract', 'multiply', 'divide', 'floor_divide', 'remainder', 'fmod', 'power', 'float_power'],
  ...['maximum', 'minimum', 'fmax', 'fmin', 'equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal'],
  ...[
    'logical_and',
    'logical_or',
    'logical_xor',
    'bitwise_and',
    'bitwise_or',
    'bitwise_xor',
    'left_shift',
    'right_shift',
  ],
  ...['arctan2', 'hypot', 'copysign', 'nextafter', 'ldexp', 'logaddexp', 'logaddexp2', 'heaviside', 'gcd', 'lcm'],
];

/** Other names NumPy has for some of them. */
const ALIASES: Readonly<Record<string, string>> = {
  abs: 'absolute',
  acos: 'arccos',
  acosh: 'arccosh',
  asin: 'arcsin',
  asinh: 'arcsinh',
  atan: 'arctan',
  atan2: 'arctan2',
  atanh: 'arctanh',
  bitwise_invert: 'invert',
  bitwise_left_shift: 'left_shift',
  bitwise_not: 'invert',
  bitwise_right_shift: 'right_shift',
  conj: 'conjugate',
  mod: 'remainder',
  pow: 'power',
  true_divide: 'divide',
};

export const POINTWISE: readonly OpDefinition[] = [
  ...OWN_NAME.map((name) => ufuncOp(name)),
  ...Object.entries(ALIASES).map(([name, ufunc]) => ufuncOp(name, ufunc)),
];
