/** Arrays as they are wanted: require, asarray_chkfinite. */
import { Order } from '../../addon/arrays.js';
import { native } from '../../addon/native.js';
import { asArray } from '../../array/convert.js';
import { type Dtype, isInexact } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { ForeignDtype, parseAnyDtype } from '../../array/parse-dtype.js';
import { AttributeError, KeyError, PyTypeError, UnsupportedReturnType, ValueError } from '../../errors.js';
import { type PyValue, typeName } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import type { OpDefinition } from '../define.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import { copyOf, dtypeArgument, operand } from '../structure/common.js';
import { type MovePrice, moveOp, NEVER } from '../structure/move-op.js';
import { type Elements, view } from './buffers.js';
import { bindNames, isNil } from './common.js';

const FLAGS: Readonly<Record<string, string>> = {
  C: 'C',
  C_CONTIGUOUS: 'C',
  CONTIGUOUS: 'C',
  F: 'F',
  F_CONTIGUOUS: 'F',
  FORTRAN: 'F',
  A: 'A',
  ALIGNED: 'A',
  W: 'W',
  WRITEABLE: 'W',
  O: 'O',
  OWNDATA: 'O',
  E: 'E',
  ENSUREARRAY: 'E',
};

/** Letters of the requirements. KeyError for what is none. */
function requirementsOf(value: PyValue | undefined): Set<string> {
  if (isNil(value) || value === '' || value === false || value === 0) return new Set();
  const items = typeof value === 'string' ? [...value] : value;
  if (!Array.isArray(items)) throw new PyTypeError(`'${typeName(value)}' object is not iterable`);
  return new Set(
    (items as readonly PyValue[]).map((item) => {
      if (typeof item !== 'string') throw new AttributeError(`'${typeName(item)}' object has no attribute 'upper'`);
      const flag = FLAGS[item.toUpperCase()];
      if (flag === undefined) throw new KeyError(`'${item.toUpperCase()}'`);
      return flag;
    }),
  );
}

const wantsOwner = (value: PyValue | undefined): boolean => {
  const items = typeof value === 'string' ? [...value] : Array.isArray(value) ? (value as readonly PyValue[]) : [];
  const flags = items.map((item) => (typeof item === 'string' ? FLAGS[item.toUpperCase()] : undefined));
  return flags.includes('O') && !flags.includes(undefined);
};

interface RequireCall {
  readonly a: NdArray;
  readonly isArray: boolean;
  readonly args: readonly (PyValue | undefined)[];
  readonly kwargs: ReadonlyMap<string, PyValue>;
}

interface RequirePlan {
  readonly dtype: Dtype;
  readonly requirements: ReadonlySet<string>;
}

const NAMES = ['a', 'dtype', 'requirements'];

const require = moveOp<RequireCall, RequirePlan>({
  name: 'require',
  params: '*args, **kwargs',
  prepare: (args) => {
    const positional = restArguments(args);
    const keywords = extraKeywords(args);
    const value = (name: string, i: number): PyValue | undefined => positional[i] ?? keywords.get(name);
    const a = value('a', 0);
    return {
      a: operand('require', a),
      isArray: a instanceof NdArray,
      args: NAMES.map((name, i) => value(name, i)),
      kwargs: keywords,
    };
  },
  infer: ({ a, args, kwargs }) => {
    for (const [name, value] of kwargs) {
      const isKnown = NAMES.includes(name) || (name === 'like' && value === null);
      if (!isKnown) throw new PyTypeError(`require() got an unexpected keyword argument '${name}'`);
    }
    if (args[0] === undefined) throw new PyTypeError("require() missing 1 required positional argument: 'a'");
    const requirements = requirementsOf(args[2]);
    if (requirements.has('C') && requirements.has('F')) throw new ValueError('Cannot specify both "C" and "F" order');
    return { dtype: dtypeArgument('require', args[1], a.dtype), requirements };
  },
  price: {
    '0.4.1': NEVER as MovePrice<RequireCall, RequirePlan>,
    '0.12.4': {
      charged: 'first',
      // An array that must own its elements is copied, which costs as much again.
      flops: ({ a, isArray, args }) =>
        Math.max(a.size, 1) + (isArray && isNil(args[1]) && wantsOwner(args[2]) ? a.size : 0),
      dtypes: ({ a, args }) => [dtypeArgument('require', args[1], a.dtype)],
    },
  },
  run: ({ a, isArray }, { dtype, requirements }) => {
    const layout = native.layout(a.slot);
    const order = requirements.has('F') ? Order.F : requirements.has('C') ? Order.C : Order.K;
    const inOrder = order === Order.K || (layout & (order === Order.C ? 1 : 2)) !== 0;
    // A view owns nothing; what was just made does.
    const owns = !requirements.has('O') || !isArray;
    if (dtype === a.dtype && inOrder && owns) return isArray ? tagged(view(a), a) : a;
    return copyOf(a, dtype, order);
  },
});

/** Values are the same, and so is what is known of them. */
function tagged(result: NdArray, of: NdArray): NdArray {
  result.symmetry = of.symmetry;
  return result;
}

interface FiniteCall {
  readonly a: NdArray;
  readonly isArray: boolean;
  readonly args: Bound;
}

/** The result, or the dtype for which it is refused once it is paid for. */
interface FinitePlan extends Elements {
  readonly undeliverable?: string;
}

const asarrayChkfinite = moveOp<FiniteCall, FinitePlan>({
  name: 'asarray_chkfinite',
  params: 'a, *args, **kwargs',
  prepare: (args) => ({ a: operand('asarray_chkfinite', args['a']), isArray: args['a'] instanceof NdArray, args }),
  infer: ({ a, args }, ctx) => {
    const [type, order] = bindNames('asarray_chkfinite', args, ['dtype', 'order'], 0);
    if (!isNil(order)) {
      if (typeof order !== 'string') throw new PyTypeError(`order must be str, not ${typeName(order)}`);
      if (!/^[CFAKcfak]$/.test(order)) throw new ValueError(`order must be one of 'C', 'F', 'A', or 'K'`);
    }
    const asked = isNil(type) ? a.dtype : parseAnyDtype(type);
    // The bill looks at dtypes given by name.
    const isBilled = extraKeywords(args).has('dtype') || !ctx.release.traits.dtypeBilling;
    if (asked instanceof ForeignDtype && !isBilled) return { dtype: a.dtype, size: a.size, undeliverable: asked.name };
    const dtype = dtypeArgument('asarray_chkfinite', type, a.dtype);
    const result = asArray(args['a']!, dtype);
    const finite = isInexact(dtype) ? applyUfunc('isfinite', result) : null;
    if (finite !== null && native.countTrue(finite.slot) < a.size)
      throw new ValueError('array must not contain infs or NaNs');
    return { dtype, size: a.size };
  },
  price: {
    '0.4.1': { charged: 'last', flops: ({ a }) => a.size },
    '0.12.4': { charged: 'last', flops: ({ a }) => a.size, dtypes: ({ a }) => [a.dtype] },
  },
  run: ({ a, isArray, args }, { dtype, undeliverable }) => {
    if (undeliverable !== undefined)
      throw new UnsupportedReturnType(`result dtype '${undeliverable}' cannot be delivered`);
    if (dtype === a.dtype) return isArray ? view(a) : a;
    return isArray ? copyOf(a, dtype) : asArray(args['a']!, dtype);
  },
});

export const REQUIREMENTS: readonly OpDefinition[] = [require, asarrayChkfinite];
