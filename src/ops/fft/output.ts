/** `out=` of transforms, which releases check and fill at different times. */
import { native } from '../../addon/native.js';
import { Dtype, dtypeName, itemsizeOf, kindOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { canCast } from '../../array/promote.js';
import { shapeText } from '../../array/shape.js';
import { PyTypeError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import type { Release } from '../../release/release.js';
import { refuseText } from '../contraction/operand.js';
import { byRelease, type OpResult } from '../define.js';
import { singleOutput } from '../pointwise/keywords.js';
import type { Bound } from '../signature.js';
import { type ShapeOperand, shapeOperand } from '../structure/common.js';
import type { Signal } from './line.js';

interface OutputRules {
  /** What is no array is refused before anything is charged. */
  readonly checkedFirst: boolean;
  /** Outputs that NumPy forgets (hfft, ifft2, irfft2) are written all the same. */
  readonly alwaysWritten: boolean;
  /** An output loses its symmetry tag by being one. */
  readonly voidsTags: boolean;
}

const OUTPUT_RULES = byRelease<OutputRules>({
  '0.4.1': { checkedFirst: false, alwaysWritten: false, voidsTags: false },
  '0.12.4': { checkedFirst: true, alwaysWritten: true, voidsTags: true },
});

/** Operand and output of a call. */
export interface Ends {
  readonly operand: ShapeOperand;
  /** nil, an array, or anything at all where outputs are checked late. */
  readonly out: PyValue;
  readonly rules: OutputRules;
}

/** Takes operand and output of a call; TypeError and ValueError as far as the release finds them now. */
export function endsOf(op: string, args: Bound, release: Release): Ends {
  const rules = release.pick(OUTPUT_RULES);
  if (rules.checkedFirst) refuseText(op, Object.values(args));
  const given = args['out'] ?? null;
  const out = rules.checkedFirst ? singleOutput(op, given) : given;
  return { operand: shapeOperand(args['a']), out, rules };
}

/** The dtype transforms are billed at: the complex dtype they compute in. */
const billedAs = (dtype: Dtype): Dtype =>
  'fc'.includes(kindOf(dtype)) && dtype !== Dtype.Float64 && itemsizeOf(dtype) <= 8
    ? Dtype.Complex64
    : Dtype.Complex128;

/** Dtypes that decide the rate: that of the computation, and that of the output. */
export function billedDtypes({ operand, out }: Ends): Dtype[] {
  const computed = operand.foreign === undefined ? billedAs(operand.a.dtype) : Dtype.Complex128;
  return out instanceof NdArray ? [computed, out.dtype] : [computed];
}

/** Takes the tag off an output about to be written, where the release does: even if the transform then fails. */
export function untagOutput({ out, rules }: Ends): void {
  if (rules.voidsTags && out instanceof NdArray) out.symmetry = null;
}

/** Delivers a result: the output itself where there is one, filled if NumPy has not. ValueError, TypeError. */
export function deliver(op: string, { out, rules }: Ends, result: Signal): OpResult {
  if (out === null) return result.a;
  if (rules.alwaysWritten && out instanceof NdArray && !native.overlaps(out.slot, result.a.slot)) {
    if (result.a.shape.join() !== out.shape.join())
      throw new ValueError(
        `${op}: output array has wrong shape: ${shapeText(out.shape)} for ${shapeText(result.a.shape)}`,
      );
    if (!canCast(result.a.dtype, out.dtype, 'same_kind'))
      throw new PyTypeError(
        `${op}: cannot cast array data from ${dtypeName(result.a.dtype)} to ${dtypeName(out.dtype)} according to the rule 'same_kind'`,
      );
    native.assign(out.slot, result.a.slot, -1);
  }
  return out;
}
