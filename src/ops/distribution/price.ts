/**
 * What formulas cost beyond the distribution's own price: operators between arrays of the reference's class are
 * operations of their own there, charged one by one as the formula meets them.
 */
import { describe } from '../../array/convert.js';
import { Dtype, isComplex } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { weakKindOf } from '../../array/promote.js';
import { broadcastShapes } from '../../array/shape.js';
import { ufuncBillingDtype } from '../../cost/dtype-billing.js';
import { pointwiseCost } from '../../cost/pointwise.js';
import { PyError } from '../../errors.js';
import { PyFloat, type PyValue } from '../../python/values.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { type OperandType, resolveLoop } from '../../ufunc/resolve.js';
import { ufuncNamed } from '../../ufunc/table.js';
import type { Charge } from '../define.js';
import { binarySymmetry } from '../pointwise/symmetry.js';
import {
  type Elementary,
  type Formula,
  type Maths,
  type Operator,
  pythonNegative,
  pythonOperator,
  refuseBeside,
} from './maths.js';

/** What is known of a term before it is computed. */
class Outline {
  constructor(
    readonly shape: Shape,
    readonly dtype: Dtype,
    /** An array of the reference's own class. */
    readonly own: boolean,
    readonly symmetry: SymmetryGroup | null = null,
    /** A NumPy scalar. */
    readonly isScalar = false,
  ) {}
}

type Operand = Outline | PyValue;

/** The reference's class has met a NumPy function: the library then does all of it on plain arrays. */
class OwnClassMet extends Error {}

class Pricing implements Maths<Outline> {
  readonly charges: Charge[] = [];
  symmetry: SymmetryGroup | null = null;

  constructor(readonly dtypeBilling: boolean) {}

  op(name: Operator, a: Operand, b: Operand): Operand {
    if (!(a instanceof Outline) && !(b instanceof Outline)) return pythonOperator(name, a, b);
    if (!(a instanceof Outline)) refuseBeside(name, a, (b as Outline).isScalar);
    if (!(b instanceof Outline)) refuseBeside(name, b, (a as Outline).isScalar);
    const [x, y] = [outlineOf(a), outlineOf(b)];
    const own = x.own || y.own;
    if (y.own && !x.own && x.isScalar && a instanceof Outline) throw new OwnClassMet();
    const ufunc = ufuncNamed(name);
    const types = [typeOf(a), typeOf(b)];
    const shape = broadcastShapes(x.shape, y.shape);
    const symmetry = own ? binarySymmetry(x, y, shape) : null;
    const loop = resolveLoop(ufunc, types);
    if (own) {
      const charge = { op: name, flops: pointwiseCost(shape, symmetry) };
      const complex = loop.inputs.some(isComplex) || loop.outputs.some(isComplex);
      this.charges.push({
        ...charge,
        ...(this.dtypeBilling ? { dtypes: [ufuncBillingDtype(ufunc, loop, types)] } : {}),
        ...(this.dtypeBilling && !complex ? { complexFactor: 1 } : {}),
      });
    }
    return new Outline(shape, loop.outputs[0]!, own, symmetry, !own && shape.length === 0);
  }

  negative(a: Operand): Operand {
    return a instanceof Outline ? this.#plain(a) : pythonNegative(a);
  }

  apply(_name: Elementary, a: Operand): Operand {
    return this.#plain(outlineOf(a));
  }

  atLeast(a: Operand): Operand {
    return this.#plain(outlineOf(a));
  }

  clip(a: Operand): Operand {
    return this.#plain(outlineOf(a));
  }

  where(...operands: readonly Operand[]): Operand {
    const outlines = operands.map(outlineOf);
    for (const outline of outlines) this.#plain(outline);
    return new Outline(broadcastShapes(...outlines.map(({ shape }) => shape)), Dtype.Float64, false);
  }

  erf(a: Operand): Operand {
    const { shape } = outlineOf(a);
    return shape.length === 0 ? new PyFloat(Number.NaN) : new Outline(shape, Dtype.Float64, false);
  }

  quantile(a: Operand): Operand {
    return this.erf(a);
  }

  constant(): Outline {
    return new Outline([], Dtype.Float64, false, null, true);
  }

  #plain(a: Outline): Outline {
    if (a.own) throw new OwnClassMet();
    return new Outline(a.shape, a.dtype, false, null, a.shape.length === 0);
  }
}

function outlineOf(value: Operand): Outline {
  if (value instanceof Outline) return value;
  const { shape, dtype } = describe(value);
  return new Outline(shape, dtype, false);
}

const typeOf = (value: Operand): OperandType =>
  value instanceof Outline ? value.dtype : (weakKindOf(value) ?? describe(value).dtype);

/** Charges for operators, and the symmetry of the result. A formula that fails is charged up to there. */
export function priceOf(
  formula: Formula,
  shape: Shape,
  parameters: readonly PyValue[],
  dtypeBilling: boolean,
): { charges: readonly Charge[]; symmetry: SymmetryGroup | null } {
  const pricing = new Pricing(dtypeBilling);
  const outlines = parameters.map((value) =>
    value instanceof NdArray ? new Outline(value.shape, value.dtype, !value.isPlain, value.symmetry) : value,
  );
  if (!outlines.some((value) => value instanceof Outline)) return { charges: [], symmetry: null };
  try {
    const result = formula(pricing, new Outline(shape, Dtype.Float64, false), ...outlines);
    return { charges: pricing.charges, symmetry: result instanceof Outline ? result.symmetry : null };
  } catch (error) {
    if (error instanceof OwnClassMet) return { charges: [], symmetry: null };
    if (error instanceof PyError) return { charges: pricing.charges, symmetry: null };
    throw error;
  }
}
