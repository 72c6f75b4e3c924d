/**
 * One endpoint: a request frame in, a reply frame out, with one tenant and at most one open budget session.
 *
 * `handle` never throws. Requests without a hello run under the pinned or the newest release; an open session keeps
 * its release.
 */

import { inArrayScope } from '../array/ndarray.js';
import { fromNative, InvalidRequestError, NoBudgetContextError, PyError } from '../errors.js';
import type { OpDefinition } from '../ops/define.js';
import { ALL_OPS } from '../ops/index.js';
import { newestRelease, RELEASES, releaseByVersion } from '../release/index.js';
import type { Release } from '../release/release.js';
import { now } from '../session/clock.js';
import { DEFAULT_LIMITS, type Limits, type Session, Tenant } from '../session/session.js';
import { decodeRequest, type Request } from '../wire/decode.js';
import { WireMap } from '../wire/value.js';
import { ControlToken } from './control.js';
import { releaseFrames } from './frames.js';
import { closeBudget, openBudget } from './lifecycle.js';
import { errorReply, reply } from './replies.js';
import { type Route, Routes } from './routes.js';
import { resetSummaries, sendSummary } from './summaries.js';

export interface EndpointOptions {
  /** Serve this release only. */
  readonly release?: string;
  readonly limits?: Partial<Limits>;
  /** Seconds after which an idle session is closed. */
  readonly timeout?: number;
  /** When given, budgets are opened, closed and reset by those who know it only. */
  readonly controlToken?: string;
  /** Called with bugs: errors that are no answer to the client. */
  readonly onBug?: (error: unknown, op: string) => void;
  /** Operations to offer; all by default. */
  readonly operations?: readonly OpDefinition[];
}

const isFetch = (op: string): boolean => op === 'fetch' || op === 'fetch_slice';

export class Endpoint {
  readonly tenant: Tenant;
  readonly control: ControlToken;
  /** The open session, if any. */
  session: Session | undefined;
  readonly #pinned: Release | undefined;
  readonly #timeout: number;
  readonly #onBug: (error: unknown, op: string) => void;
  readonly #definitions: readonly OpDefinition[];
  readonly #routes = new Map<Release, Routes>();
  /** Releases that clients have said hello with; the last one first. */
  #greeted: Release[] = [];
  #lastActivity = now();

  /** RangeError for a release this server does not have. */
  constructor(options: EndpointOptions = {}) {
    this.tenant = new Tenant({ ...DEFAULT_LIMITS, ...options.limits });
    this.control = new ControlToken(options.controlToken);
    this.#pinned = options.release === undefined ? undefined : requireRelease(options.release);
    this.#timeout = options.timeout ?? 60;
    this.#onBug = options.onBug ?? (() => {});
    this.#definitions = options.operations ?? ALL_OPS;
  }

  /** The release that requests run under. */
  get release(): Release {
    return this.session?.release ?? this.#pinned ?? this.#greeted[0] ?? newestRelease;
  }

  /** Answers a request frame. The reply does not share memory with later replies. */
  handle(frame: Uint8Array): Uint8Array {
    const received = now();
    let request: Request;
    try {
      request = decodeRequest(frame, this.release.traits.stringKeysOnly);
    } catch (error) {
      return this.#failure(error, '');
    }
    try {
      return this.#control(request, frame.length, received);
    } catch (error) {
      return this.#failure(error, request.op);
    }
  }

  /** Closes a session that has been idle for longer than the timeout; true when it did. */
  closeIdle(): boolean {
    if (this.session === undefined || now() - this.#lastActivity <= this.#timeout * 1000) return false;
    this.endSession();
    return true;
  }

  /** Closes the open session, if any, and gives back the memory it kept. */
  endSession(): void {
    this.session?.close();
    this.session = undefined;
    releaseFrames();
  }

  /** Ends the open session and frees every array. */
  close(): void {
    this.endSession();
    this.tenant.close();
  }

  /** What an open session answers, or a request about the session itself. */
  #control(request: Request, size: number, received: number): Uint8Array {
    const { session } = this;
    if (session !== undefined) {
      const route = this.#routesOf(session.release).find(request.op);
      if (route !== undefined) return this.#inSession(request, size, received, session, route);
    }
    switch (request.op) {
      case 'hello':
        return this.#hello(request);
      case 'budget_open':
        this.#lastActivity = received;
        return openBudget(this, request, this.#releaseFor(request), received);
      case 'budget_close':
        return closeBudget(this, request);
      case 'budget_summary': {
        const release = this.#summaryRelease;
        if (release === undefined) break;
        this.#lastActivity = received;
        return sendSummary(this, request, release, size, received);
      }
      case 'budget_summary_reset':
        if (this.#summaryRelease === undefined) break;
        return resetSummaries(this, request);
    }
    if (session === undefined) throw new NoBudgetContextError('no active session -- send budget_open first');
    throw new InvalidRequestError(`unknown op: '${request.op}'`);
  }

  #inSession(request: Request, size: number, received: number, session: Session, route: Route): Uint8Array {
    session.kernelTime = 0;
    session.requestStarted = received;
    const frame = inArrayScope(() => {
      try {
        return route(request, session);
      } catch (error) {
        return this.#failure(error, request.op, session);
      }
    });
    const done = now();
    this.#lastActivity = done;
    session.recordRequest(size, frame.length, done - received, isFetch(request.op));
    return frame;
  }

  #hello({ kwargs }: Request): Uint8Array {
    const given = kwargs instanceof WireMap ? kwargs.get('client_version') : undefined;
    if (typeof given !== 'string' || given === '') {
      throw new VersionMismatch(`the client did not report its version; this server is ${this.release.version}`);
    }
    const release = this.#offered.find(({ version }) => version === given);
    if (release === undefined) {
      const offered = this.#offered.map(({ version }) => version).join(', ');
      const why = this.session === undefined ? 'this server offers' : 'the open session runs';
      throw new VersionMismatch(`flopscope-client ${given} cannot talk to this server: ${why} ${offered}`);
    }
    this.#greeted = [release, ...this.#greeted.filter((other) => other !== release)];
    const { version, capabilities } = release;
    const answer = { status: 'ok', server_version: version };
    return reply(capabilities === undefined ? answer : { ...answer, capabilities });
  }

  /** Releases that a client may have at this moment. */
  get #offered(): readonly Release[] {
    if (this.session !== undefined) return [this.session.release];
    return this.#pinned === undefined ? RELEASES : [this.#pinned];
  }

  /** The release whose clients ask for summaries at this moment. */
  get #summaryRelease(): Release | undefined {
    const asking = this.session === undefined ? [this.release, ...this.#greeted] : [this.session.release];
    return asking.find(({ traits }) => traits.summaryRequests);
  }

  /**
   * The release to open a budget under. Clients say hello once per connection, so when clients of several releases
   * take turns the keywords of the request tell whose turn it is.
   */
  #releaseFor({ kwargs }: Request): Release {
    if (!(kwargs instanceof WireMap)) return this.release;
    const fits = ({ traits }: Release): boolean =>
      (traits.priceMultiplier || !kwargs.has('flop_multiplier')) && (traits.namespaces || !kwargs.has('namespace'));
    return this.#greeted.find(fits) ?? this.release;
  }

  #routesOf(release: Release): Routes {
    let routes = this.#routes.get(release);
    if (routes === undefined) {
      routes = new Routes(release, this.#definitions);
      this.#routes.set(release, routes);
    }
    return routes;
  }

  /** The reply to an error; inside a session it carries the budget where the release says so. */
  #failure(thrown: unknown, op: string, session?: Session): Uint8Array {
    const error = fromNative(thrown);
    const budget = session?.release.traits.errorsCarryBudget ? session.budget.status() : undefined;
    if (!(error instanceof PyError)) {
      this.#onBug(error, op);
      const name = error instanceof Error ? error.name : typeof error;
      return errorReply('FlopscopeServerError', `internal server error: ${name}`, budget);
    }
    const { pyName, family, message } = error;
    if (family === 'other') {
      return errorReply('FlopscopeServerError', `internal server error: ${pyName}: ${message}`, budget);
    }
    return errorReply(pyName, message, budget);
  }
}

/** Answer to a hello that cannot be served. */
class VersionMismatch extends PyError {
  constructor(message: string) {
    super('VersionMismatch', 'flopscope', message);
  }
}

function requireRelease(version: string): Release {
  const release = releaseByVersion(version);
  if (release !== undefined) return release;
  throw new RangeError(`no release ${version}; there are ${RELEASES.map((each) => each.version).join(' and ')}`);
}
