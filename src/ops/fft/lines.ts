/** Transforms along one axis: fft, ifft, rfft, irfft, hfft, ihfft. */
import { Transform } from '../../addon/fft.js';
import { native } from '../../addon/native.js';
import { PyTypeError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { byRelease, defineOp, type OpContext, type OpDefinition } from '../define.js';
import {
  conjugated,
  defaultLength,
  type LineArguments,
  oppositeNorm,
  type Signal,
  signalOf,
  transformLine,
} from './line.js';
import { numberOf, times } from './numbers.js';
import { billedDtypes, deliver, type Ends, endsOf, untagOutput } from './output.js';
import { chargeable, countLines, EARLY_LINES, type LinePrices, PRESENT_LINES } from './price.js';

const PRICES = byRelease({ '0.4.1': EARLY_LINES, '0.12.4': PRESENT_LINES });

interface LineCall {
  readonly ends: Ends;
  /** As given. */
  readonly n: PyValue;
  readonly axis: PyValue;
  readonly norm: PyValue;
  readonly flops: bigint | number;
}

interface LineSpec {
  readonly name: string;
  readonly price: keyof LinePrices;
  /** Decides the length when none is given. */
  readonly transform: Transform;
  readonly run: (op: string, signal: Signal, args: LineArguments, ctx: OpContext) => Signal;
}

function lineOp({ name, price, transform, run }: LineSpec): OpDefinition {
  const op = `fft.${name}`;
  return defineOp<LineCall>({
    name: op,
    params: 'a, n=, axis=, norm=, out=',
    check: (args, ctx) => {
      const ends = endsOf(op, args, ctx.release);
      const { shape } = ends.operand.a;
      const axis = args['axis'] === undefined ? -1 : args['axis'];
      const n = args['n'] ?? null;
      const length = n === null ? defaultLength(shape, axis, transform) : undefined;
      const lines = countLines(shape, axis);
      const flops = chargeable(times(lines, ctx.release.pick(PRICES)[price](length ?? numberOf(n))));
      return { ends, n, axis, norm: args['norm'] ?? null, flops };
    },
    price: ({ ends, flops }) => ({ op, flops, dtypes: billedDtypes(ends) }),
    run: ({ ends, n, axis, norm }, ctx) => {
      untagOutput(ends);
      return deliver(op, ends, run(op, signalOf(ends.operand), { n, axis, norm, out: ends.out }, ctx));
    },
  });
}

const plain = (name: string, transform: Transform, price: keyof LinePrices): OpDefinition =>
  lineOp({
    name,
    price,
    transform,
    run: (op, signal, args, ctx) => transformLine(op, transform, signal, args, ctx),
  });

const hfft = lineOp({
  name: 'hfft',
  price: 'hermitian',
  transform: Transform.ToReal,
  // NumPy forgets the output here.
  run: (op, signal, args, ctx) => {
    const norm = oppositeNorm(args.norm);
    if (signal.foreign !== undefined) throw new PyTypeError(`${op}: there is no conjugate of what is no number`);
    return transformLine(op, Transform.ToReal, conjugated(signal), { ...args, norm, out: null }, ctx);
  },
});

const ihfft = lineOp({
  name: 'ihfft',
  price: 'hermitian',
  transform: Transform.FromReal,
  run: (op, signal, args, ctx) => {
    const result = transformLine(op, Transform.FromReal, signal, { ...args, norm: oppositeNorm(args.norm) }, ctx);
    const { a } = conjugated(result);
    if (result.isOwn) return { a, isOwn: true };
    native.assign(result.a.slot, a.slot, -1);
    return result;
  },
});

export const LINES: readonly OpDefinition[] = [
  plain('fft', Transform.Forward, 'complex'),
  plain('ifft', Transform.Backward, 'complex'),
  plain('rfft', Transform.FromReal, 'real'),
  plain('irfft', Transform.ToReal, 'real'),
  hfft,
  ihfft,
];
