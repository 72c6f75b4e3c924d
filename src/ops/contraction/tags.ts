/** Symmetry of results against their values: a tag is given only to data that have it. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { Dtype, isComplex } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { type CheckRules, destinationTag, type IsInvariant, verifyResult } from '../../symmetry/check.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { orbitRepresentatives } from '../../symmetry/orbit-map.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { byRelease } from '../define.js';
import { flattened, permuted, reshaped } from './views.js';

type Tag = SymmetryGroup | null;

const RELATIVE_TOLERANCE = 1e-5;
const ABSOLUTE_TOLERANCE = 1e-6;

/** What differs between releases in the tagging of results. */
export interface TagRules {
  readonly check: CheckRules;
  /** A result with elements that are not finite is given its tag unchecked; otherwise none. */
  readonly tagsUnchecked: boolean;
  /** A tag the caller declared makes the elements of an orbit exactly equal. */
  readonly makesCanonical: boolean;
  /** Extents that a tag would exchange but that differ are a lack of symmetry; otherwise they fail to broadcast. */
  readonly misfitIsAsymmetry: boolean;
  /** A destination keeps the tag it has, whatever einsum stores in it. */
  readonly keepsOutputTag: boolean;
}

export const TAG_RULES = byRelease<TagRules>({
  '0.4.1': {
    check: { everyElement: true },
    tagsUnchecked: true,
    makesCanonical: false,
    misfitIsAsymmetry: true,
    keepsOutputTag: true,
  },
  '0.12.4': {
    check: { everyElement: false },
    tagsUnchecked: false,
    makesCanonical: true,
    misfitIsAsymmetry: false,
    keepsOutputTag: false,
  },
});

function holdsEverywhere(truth: NdArray): boolean {
  const axes = [...truth.shape.keys()];
  const start = new NdArray(native.fromNumber(Dtype.Bool, 1), Dtype.Bool, []);
  const all = new NdArray(native.reduce(ReduceOp.All, truth.slot, axes, Dtype.Bool, start.slot, -1), Dtype.Bool, []);
  return native.readItem(all.slot) as boolean;
}

export const isAllFinite = (a: NdArray): boolean => holdsEverywhere(applyUfunc('isfinite', a));

const constant = (value: number): NdArray => new NdArray(native.fromNumber(Dtype.Float64, value), Dtype.Float64, []);

/** Whether the data equal their transpose, as numpy.allclose tells. */
export const invariance =
  (array: NdArray, rules: TagRules): IsInvariant =>
  (order) => {
    const transposed = permuted(array, order);
    if (rules.misfitIsAsymmetry && transposed.shape.join() !== array.shape.join()) return false;
    const isEqual = applyUfunc('equal', array, transposed);
    if (holdsEverywhere(isEqual)) return true;
    const wide = isComplex(array.dtype) ? Dtype.Complex128 : Dtype.Float64;
    const [x, y] = [asType(array, wide), asType(transposed, wide)];
    const distance = applyUfunc('absolute', applyUfunc('subtract', x, y));
    const allowance = applyUfunc(
      'add',
      applyUfunc('multiply', applyUfunc('absolute', y), constant(RELATIVE_TOLERANCE)),
      constant(ABSOLUTE_TOLERANCE),
    );
    const isNear = applyUfunc('less_equal', distance, allowance);
    return holdsEverywhere(applyUfunc('logical_or', isEqual, isNear));
  };

/** The tag a result is priced with when it goes to `out`; ValueError and SymmetryError as `destinationTag`. */
export function tagInto(out: NdArray | null, target: Tag, rules: TagRules): Tag {
  if (out === null || out.symmetry === null) return target;
  const { symmetry, symmetryInferred, ndim } = out;
  const destination = { symmetry, inferred: symmetryInferred, ndim, isInvariant: invariance(out, rules) };
  return destinationTag(destination, target, rules.check);
}

/** The tag to store a result with. SymmetryError when its values lack the symmetry. */
export function verifiedTag(result: NdArray, target: Tag, rules: TagRules): Tag {
  if (target === null) return null;
  const verified = verifyResult(target, result.ndim, () => isAllFinite(result), invariance(result, rules), rules.check);
  return verified || rules.tagsUnchecked ? target : null;
}

/** A copy in which all elements of an orbit are the one that stands for it. */
export function canonicalCopy(array: NdArray, tag: SymmetryGroup): NdArray {
  const representatives = orbitRepresentatives(tag, array.shape);
  const bytes = new Uint8Array(BigInt64Array.from(representatives, BigInt).buffer);
  const index = new NdArray(native.fromBytes(bytes, Dtype.Int64, [array.size]), Dtype.Int64, [array.size]);
  const flat = flattened(array);
  const gathered = new NdArray(native.gather(flat.slot, [0], [index.slot], 0), array.dtype, [array.size]);
  return reshaped(gathered, array.shape);
}
