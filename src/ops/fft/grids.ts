/** Transforms over several axes: two-dimensional (fft2 and the like) and n-dimensional (fftn and the like). */
import { Transform } from '../../addon/fft.js';
import { native } from '../../addon/native.js';
import { NdArray } from '../../array/ndarray.js';
import { IndexError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { byRelease, defineOp, type OpContext, type OpDefinition } from '../define.js';
import { undeliverable } from '../structure/common.js';
import { type Signal, signalOf, transformLine } from './line.js';
import { at, itemsOf, numberOf } from './numbers.js';
import { billedDtypes, deliver, type Ends, endsOf, untagOutput } from './output.js';
import { chargeable, earlyGridPrice, type Kind, presentGridPrice } from './price.js';

const PRICES = byRelease({ '0.4.1': earlyGridPrice, '0.12.4': presentGridPrice });

interface GridCall {
  readonly ends: Ends;
  readonly s: PyValue;
  readonly axes: PyValue;
  readonly norm: PyValue;
  readonly flops: bigint | number;
}

/** Lengths and axes of the transforms, one by one. */
interface Stages {
  readonly lengths: readonly PyValue[];
  readonly axes: readonly PyValue[];
}

/** Pairs lengths with axes as NumPy does. ValueError when there are not as many of both, IndexError. */
function stagesOf(a: NdArray, s: PyValue, axes: PyValue, toReal: boolean): Stages {
  const given = axes === null ? null : itemsOf(axes);
  const lengths: PyValue[] =
    s === null ? (given === null ? [...a.shape] : given.map((axis) => at(a.shape, axis))) : [...itemsOf(s)];
  const along = given ?? lengths.map((_, i) => i - lengths.length);
  if (lengths.length !== along.length)
    throw new ValueError(`Shape and axes have different lengths: ${lengths.length} and ${along.length}`);
  if (toReal && s === null) {
    if (lengths.length === 0) throw new IndexError('list index out of range');
    lengths[lengths.length - 1] = (at(a.shape, along.at(-1)) - 1) * 2;
  }
  const isWhole = (n: PyValue): boolean => n !== null && Number(numberOf(n)) === -1;
  return { lengths: lengths.map((n, i) => (isWhole(n) ? at(a.shape, along[i]) : n)), axes: along };
}

/** The position of the last axis; IndexError without any. */
function lastOf({ axes }: Stages): number {
  if (axes.length === 0) throw new IndexError('list index out of range');
  return axes.length - 1;
}

interface GridSpec {
  readonly name: string;
  readonly kind: Kind;
  readonly transform: Transform;
  readonly isPlane: boolean;
  /** NumPy does not pass the output on. */
  readonly forgetsOutput?: boolean;
}

function transformGrid(op: string, spec: GridSpec, { ends, s, axes, norm }: GridCall, ctx: OpContext): Signal {
  let signal = signalOf(ends.operand);
  const stages = stagesOf(signal.a, s, axes, spec.kind === 'to real');
  const out = spec.forgetsOutput === true ? null : ends.out;
  const step = (i: number, transform: Transform, into: PyValue): void => {
    const n = stages.lengths[i]!;
    signal = transformLine(op, transform, signal, { n, axis: stages.axes[i]!, norm, out: into }, ctx);
  };
  if (spec.kind === 'to real') {
    const last = lastOf(stages);
    for (let i = 0; i < last; i++) step(i, Transform.Backward, null);
    step(last, Transform.ToReal, out);
  } else if (spec.kind === 'from real') {
    const last = lastOf(stages);
    step(last, Transform.FromReal, out);
    for (let i = last - 1; i >= 0; i--) step(i, Transform.Forward, out);
  } else {
    for (let i = stages.axes.length - 1; i >= 0; i--) step(i, spec.transform, out);
  }
  // Without axes the array itself is the result, under another handle and without its tag.
  if (stages.axes.length > 0) return signal;
  const { a, foreign } = signal;
  if (foreign !== undefined) throw undeliverable(op, foreign);
  return { a: new NdArray(native.alias(a.slot), a.dtype, a.shape), isOwn: false };
}

function gridOp(spec: GridSpec): OpDefinition {
  const op = `fft.${spec.name}`;
  const { kind, isPlane } = spec;
  return defineOp<GridCall>({
    name: op,
    params: 'a, s=, axes=, norm=, out=',
    check: (args, ctx) => {
      const ends = endsOf(op, args, ctx.release);
      const s = args['s'] ?? null;
      const axes = args['axes'] === undefined ? (isPlane ? [-2, -1] : null) : args['axes'];
      const { shape } = ends.operand.a;
      const flops = chargeable(ctx.release.pick(PRICES)({ shape, kind, s, axes, isPlane }));
      return { ends, s, axes, norm: args['norm'] ?? null, flops };
    },
    price: ({ ends, flops }) => ({ op, flops, dtypes: billedDtypes(ends) }),
    run: (call, ctx) => {
      untagOutput(call.ends);
      return deliver(op, call.ends, transformGrid(op, spec, call, ctx));
    },
  });
}

export const GRIDS: readonly OpDefinition[] = [
  { name: 'fft2', kind: 'complex', transform: Transform.Forward, isPlane: true } as const,
  { name: 'ifft2', kind: 'complex', transform: Transform.Backward, isPlane: true, forgetsOutput: true } as const,
  { name: 'rfft2', kind: 'from real', transform: Transform.FromReal, isPlane: true } as const,
  { name: 'irfft2', kind: 'to real', transform: Transform.ToReal, isPlane: true, forgetsOutput: true } as const,
  { name: 'fftn', kind: 'complex', transform: Transform.Forward, isPlane: false } as const,
  { name: 'ifftn', kind: 'complex', transform: Transform.Backward, isPlane: false } as const,
  { name: 'rfftn', kind: 'from real', transform: Transform.FromReal, isPlane: false } as const,
  { name: 'irfftn', kind: 'to real', transform: Transform.ToReal, isPlane: false } as const,
].map(gridOp);
