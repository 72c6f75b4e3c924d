/** Who answers a request of an open session: settled once per release and name. */
import type { OpDefinition, Operation } from '../ops/define.js';
import type { Release } from '../release/release.js';
import type { Session } from '../session/session.js';
import type { Request } from '../wire/decode.js';
import { argumentList, keywordMap, refuseDicts, resolveCall } from './arguments.js';
import { answer, COMMANDS, type Command, TRANSFERS } from './commands.js';
import { isMethod, Operations } from './operations.js';
import { requireCapacity } from './pack.js';
import { runOperation } from './pipeline.js';

/** Answers a request of an open session. What it throws is to be answered as an error. */
export type Route = (request: Request, session: Session) => Uint8Array;

/** The routes of one release. */
export class Routes {
  readonly #operations: Operations;
  readonly #routes = new Map<string, Route>();

  constructor(
    readonly release: Release,
    definitions: readonly OpDefinition[],
  ) {
    this.#operations = new Operations(release, definitions);
  }

  /** Undefined for a name the release does not know. */
  find(op: string): Route | undefined {
    let route = this.#routes.get(op);
    if (route === undefined) {
      route = this.#make(op);
      if (route !== undefined) this.#routes.set(op, route);
    }
    return route;
  }

  #make(op: string): Route | undefined {
    const isCommand = this.release.commands.has(op);
    const transfer = isCommand ? TRANSFERS.get(op) : undefined;
    if (transfer !== undefined) return (request, session) => transfer(request, session, this.#operations);
    const command = isCommand ? COMMANDS.get(op) : undefined;
    if (command !== undefined) return this.#withRoom(op, command);
    return this.#operations.knows(op) ? this.#withRoom(op, this.#operation(op)) : undefined;
  }

  /** Refuses beforehand, where the release does, what would need more handles than there are. */
  #withRoom(op: string, command: Command): Route {
    if (!this.release.traits.roomCheckedFirst) return (request, session) => command(request, session, this.#operations);
    const needed = this.release.handlesNeeded(op);
    return (request, session) => {
      const count = Array.isArray(request.args) ? request.args.length : 0;
      requireCapacity(needed === 'one per argument' ? Math.max(count, 1) : needed, session);
      return command(request, session, this.#operations);
    };
  }

  #operation(op: string): Command {
    const dictsRefused = this.release.traits.dictsRefused && !isMethod(op);
    let operation: Operation | undefined;
    return (request, session, operations) => {
      operation ??= operations.find(op);
      const call = resolveCall(argumentList(request.args), keywordMap(request.kwargs), session);
      if (dictsRefused) refuseDicts(op, call);
      return answer(runOperation(operation, call, session), session);
    };
  }
}
