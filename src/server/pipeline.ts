/**
 * How an operation is carried out: the one place where the order of the steps is written.
 *
 *     resolve handles -> parse and check -> price -> spend -> run -> store
 *
 * What throws before `spend` is free of charge and no kernel has run; what throws after it has been paid for.
 */

import { fromNative, MemoryError } from '../errors.js';
import type { Operation, OpResult, Plan } from '../ops/define.js';
import { now } from '../session/clock.js';
import type { Session } from '../session/session.js';
import type { OperationTotals } from '../session/totals.js';
import type { CallArguments } from './arguments.js';

/** Checks, prices, charges and runs a call. */
export function runOperation(operation: Operation, { args, kwargs }: CallArguments, session: Session): OpResult {
  const plan = operation.plan(args, kwargs, session.context);
  const charged = spend(plan, session);
  const kernelStarted = now();
  try {
    return plan.run();
  } catch (error) {
    throw asAnswer(error);
  } finally {
    session.recordTimes(charged, kernelStarted - session.requestStarted, now() - kernelStarted);
  }
}

function spend(plan: Plan, session: Session): OperationTotals | undefined {
  let first: OperationTotals | undefined;
  for (const charge of plan.charges) {
    const totals = session.budget.spend(charge.op, session.weigh(charge));
    first ??= totals;
  }
  return first;
}

/** Errors of the addon under their Python names; running out of JavaScript memory is a MemoryError too. */
function asAnswer(error: unknown): unknown {
  if (error instanceof RangeError && /allocation|Invalid (typed )?array (buffer )?length/i.test(error.message)) {
    return new MemoryError(error.message);
  }
  return fromNative(error);
}
