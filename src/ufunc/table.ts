/** The ufuncs as the addon lists them, with their loops by dtype. */
import { native } from '../addon/native.js';
import { type Dtype, dtypeByChar } from '../array/dtype.js';

export interface Loop {
  readonly index: number;
  readonly inputs: readonly Dtype[];
  readonly outputs: readonly Dtype[];
}

export interface Ufunc {
  readonly index: number;
  readonly name: string;
  readonly nin: number;
  readonly nout: number;
  readonly isComparison: boolean;
  /** In NumPy's order of preference. */
  readonly loops: readonly Loop[];
}

const COMPARISONS = new Set(['equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal']);

const table = new Map<string, Ufunc>();

native.ufuncs().forEach(([name, nin, nout, types], index) => {
  const loops = types.map((text, loop) => {
    const dtypes = [...text].map((char) => dtypeByChar(char)!);
    return { index: loop, inputs: dtypes.slice(0, nin), outputs: dtypes.slice(nin) };
  });
  table.set(name, { index, name, nin, nout, isComparison: COMPARISONS.has(name), loops });
});

/** The ufunc of this (NumPy's own, not an alias's) name. */
export function ufuncNamed(name: string): Ufunc {
  const ufunc = table.get(name);
  if (ufunc === undefined) throw new Error(`the addon has no ufunc '${name}'`);
  return ufunc;
}
