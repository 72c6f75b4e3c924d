/** `budget_summary` and `budget_summary_reset`. */

import { InvalidRequestError, NoBudgetContextError, PyError } from '../errors.js';
import { PyFloat } from '../python/values.js';
import type { Release } from '../release/release.js';
import { now } from '../session/clock.js';
import type { Session } from '../session/session.js';
import { type Summary, summarizeHistory, summarizeSession, summaryDict } from '../session/summary.js';
import type { Request } from '../wire/decode.js';
import { type ReplyValue, WireMap } from '../wire/value.js';
import type { Endpoint } from './endpoint.js';
import { reply } from './replies.js';

/** `budget_summary`: of the open session, or of all sessions since the last reset. */
export function sendSummary(
  endpoint: Endpoint,
  request: Request,
  release: Release,
  size: number,
  received: number,
): Uint8Array {
  const { scope, byNamespace } = parseRequest(request);
  const { session } = endpoint;
  if (scope === 'active_context' && session === undefined) {
    throw new NoBudgetContextError('no active budget context for active_context summary');
  }
  const summary =
    scope === 'session' ? summarizeHistory(endpoint.tenant.historyOf(release), session) : summarizeSession(session!);
  const frame = reply({
    status: 'ok',
    result: summaryDict(summary, byNamespace),
    display_totals: displayTotals(summary, scope, session),
    comms_overhead_ns: 0,
    ...(session === undefined ? {} : { budget: session.budget.status() }),
  });
  session?.recordRequest(size, frame.length, now() - received, false);
  return frame;
}

function displayTotals(summary: Summary, scope: string, session: Session | undefined): ReplyValue {
  const { budget } = summary;
  const positive = budget instanceof PyFloat ? budget.value > 0 : (budget as number | bigint) > 0;
  return {
    has_explicit_budget: scope === 'active_context' || positive,
    budget,
    used: summary.used,
    client_context_compute_ns: session === undefined ? null : session.comms.computeNs,
  };
}

interface SummaryRequest {
  readonly scope: string;
  readonly byNamespace: boolean;
}

/** The one strictly checked request: nothing may be missing and nothing may be added. */
function parseRequest({ fields, args, kwargs }: Request): SummaryRequest {
  if (fields.size > 0 || kwargs === undefined) {
    throw new InvalidRequestError(`budget_summary takes kwargs and no other field; got ${[...fields.keys()].sort()}`);
  }
  if (args !== undefined && args !== null && !(Array.isArray(args) && args.length === 0)) {
    throw new InvalidRequestError('budget_summary takes no args');
  }
  if (!(kwargs instanceof WireMap)) throw new InvalidRequestError('budget_summary kwargs must be a dict');
  const scope = kwargs.get('scope');
  const byNamespace = kwargs.get('by_namespace');
  if (kwargs.size !== 2 || scope === undefined || byNamespace === undefined) {
    throw new InvalidRequestError('budget_summary kwargs must be exactly scope and by_namespace');
  }
  if (scope !== 'session' && scope !== 'active_context') {
    throw new InvalidRequestError("budget_summary scope must be 'session' or 'active_context'");
  }
  if (typeof byNamespace !== 'boolean') throw new InvalidRequestError('budget_summary by_namespace must be a boolean');
  return { scope, byNamespace };
}

/** `budget_summary_reset`: forgets closed sessions. Not while a budget is open. */
export function resetSummaries(endpoint: Endpoint, request: Request): Uint8Array {
  endpoint.control.require(request, 'cannot reset the budget summary history');
  if (endpoint.session !== undefined) {
    const message = 'cannot reset budget summary history while a budget context is active';
    throw new PyError('RuntimeError', 'flopscope', message);
  }
  endpoint.tenant.forgetHistory();
  return reply({ status: 'ok', result: null, budget: 0, comms_overhead_ns: 0 });
}
