/** Opening and closing budgets. */

import { InvalidRequestError, NoBudgetContextError, PyError, PyTypeError, ValueError } from '../errors.js';
import { PyFloat } from '../python/values.js';
import type { Release } from '../release/release.js';
import { Budget } from '../session/budget.js';
import { now } from '../session/clock.js';
import { Session } from '../session/session.js';
import { summarizeSession, summaryDict } from '../session/summary.js';
import { summaryText } from '../session/summary-text.js';
import type { Request } from '../wire/decode.js';
import { WireMap, type WireValue } from '../wire/value.js';
import type { Endpoint } from './endpoint.js';
import { okReply } from './replies.js';

const DEFAULT_BUDGET = 1_000_000;

/** `budget_open`. Whatever is wrong with the request, the answer is an error and no session is opened. */
export function openBudget(endpoint: Endpoint, request: Request, release: Release, received: number): Uint8Array {
  endpoint.control.require(request, 'cannot open a budget');
  if (endpoint.session !== undefined) {
    throw new PyError('RuntimeError', 'flopscope', 'session already open -- send budget_close first');
  }
  const { kwargs } = request;
  if (kwargs !== undefined && kwargs !== null && !(kwargs instanceof WireMap)) {
    throw new InvalidRequestError('budget_open kwargs must be a dict');
  }
  const keywords = kwargs ?? new WireMap();
  const given = pick(request, keywords, 'flop_budget', DEFAULT_BUDGET);
  const multiplier = release.traits.priceMultiplier ? multiplierOf(pick(request, keywords, 'flop_multiplier', 1)) : 1;
  const namespace = release.traits.namespaces ? namespaceOf(keywords.get('namespace')) : null;
  if (release.traits.finiteBudgets && given instanceof PyFloat && !Number.isFinite(given.value)) {
    throw new ValueError('flop_budget must be finite');
  }
  const budget = new Budget(given, namespace, multiplier);
  const session = new Session(endpoint.tenant, release, budget);
  endpoint.session = session;
  const frame = okReply({ session: 'opened', flop_budget: budget.given }, budget.given);
  session.recordRequest(0, frame.length, now() - received, false);
  return frame;
}

/** A parameter of `budget_open`: beside the operation's name or among its keywords. */
function pick(request: Request, keywords: WireMap, name: string, missing: WireValue): WireValue {
  const field = request.fields.get(name);
  if (field !== undefined && field !== null) return field;
  return keywords.has(name) ? keywords.get(name)! : missing;
}

function multiplierOf(given: WireValue): number | bigint {
  if (given === null) return 1;
  if (typeof given === 'boolean' || typeof given === 'number' || typeof given === 'bigint') return BigInt(given);
  if (given instanceof PyFloat) return given.value;
  throw new PyTypeError('flop_multiplier must be a number');
}

function namespaceOf(given: WireValue | undefined): string | null {
  if (given === undefined || given === null) return null;
  if (typeof given === 'string') return given;
  throw new InvalidRequestError('budget_open namespace must be a string or nil');
}

/** `budget_close`: ends the session and answers with everything it used. */
export function closeBudget(endpoint: Endpoint, request: Request): Uint8Array {
  endpoint.control.require(request, 'cannot close the budget');
  const { session } = endpoint;
  if (session === undefined) throw new NoBudgetContextError('no active session to close');
  endpoint.endSession();
  const summary = summarizeSession(session);
  const { namespace } = session.budget;
  const result = {
    budget_summary: summaryText(summary, namespace, namespace !== null && !session.budget.table.isEmpty),
    budget_breakdown: summaryDict(summary, true),
    comms_summary: session.comms.summary(),
  };
  return okReply(result, 0);
}
