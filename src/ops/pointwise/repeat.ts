/**
 * Plans of calls like the one before. Programs call one function on arrays of one kind over and over, and for untagged
 * arrays and no keywords the price and the loop follow from dtypes and shapes alone, so they are kept from call to call.
 */
import { native } from '../../addon/native.js';
import type { Dtype } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import type { PyValue } from '../../python/values.js';
import { resolveLoop } from '../../ufunc/resolve.js';
import type { Loop, Ufunc } from '../../ufunc/table.js';
import type { Charge, OpDefinition, Operation, OpResult, Plan } from '../define.js';

/** The operation of a ufunc with one or two operands and one result, with its last plan kept. */
export function withLastPlanKept(ufunc: Ufunc, definition: OpDefinition): OpDefinition {
  return { name: definition.name, forRelease: (release) => new Repeating(ufunc, definition.forRelease(release)) };
}

/** What a kept plan is good for: a call on arrays of these dtypes and shapes. */
interface Kept {
  readonly dtypes: readonly Dtype[];
  readonly shapes: readonly Shape[];
  readonly charges: Iterable<Charge>;
  readonly loop: Loop;
  readonly shape: Shape;
}

class Repeating implements Operation {
  readonly name: string;
  #kept: Kept | undefined;

  constructor(
    readonly ufunc: Ufunc,
    readonly operation: Operation,
  ) {
    this.name = operation.name;
  }

  plan: Operation['plan'] = (args, kwargs, ctx) => {
    const { ufunc } = this;
    if (kwargs.size > 0 || args.length !== ufunc.nin || !args.every(isUntagged)) {
      return this.operation.plan(args, kwargs, ctx);
    }
    const kept = this.#kept;
    if (kept !== undefined && fits(kept, args)) return new RepeatedCall(ufunc, kept, args);
    const plan = this.operation.plan(args, kwargs, ctx);
    return { charges: plan.charges, run: () => this.#firstRun(plan, args) };
  };

  /** Keeps the plan once it has been carried out: then nothing about such calls is refused. */
  #firstRun(plan: Plan, args: readonly NdArray[]): OpResult {
    const result = plan.run();
    if (!(result instanceof NdArray)) return result;
    const dtypes = args.map(({ dtype }) => dtype);
    const loop = resolveLoop(this.ufunc, dtypes, undefined, 'same_kind');
    const shapes = args.map(({ shape }) => shape);
    this.#kept = { dtypes, shapes, charges: plan.charges, loop, shape: result.shape };
    return result;
  }
}

class RepeatedCall implements Plan {
  constructor(
    readonly ufunc: Ufunc,
    readonly kept: Kept,
    readonly args: readonly NdArray[],
  ) {}

  get charges(): Iterable<Charge> {
    return this.kept.charges;
  }

  run(): NdArray {
    const { ufunc, args } = this;
    const { loop, shape } = this.kept;
    const slot =
      args.length === 1
        ? native.unary(ufunc.index, loop.index, args[0]!.slot)
        : native.binary(ufunc.index, loop.index, args[0]!.slot, args[1]!.slot);
    return new NdArray(slot, loop.outputs[0]!, shape);
  }
}

const isUntagged = (value: PyValue): value is NdArray => value instanceof NdArray && value.symmetry === null;

function fits({ dtypes, shapes }: Kept, args: readonly NdArray[]): boolean {
  for (let i = 0; i < args.length; i++) {
    const { dtype, shape } = args[i]!;
    if (dtype !== dtypes[i] || !isSame(shape, shapes[i]!)) return false;
  }
  return true;
}

function isSame(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
