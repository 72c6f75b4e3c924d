/** The control token: who may open, close and reset budgets. */
import { PyError } from '../errors.js';
import type { Request } from '../wire/decode.js';
import { WireMap, type WireValue } from '../wire/value.js';

export class ControlToken {
  readonly #token: Buffer | undefined;

  /** @param token the secret; without one everybody may control. */
  constructor(token: string | undefined) {
    this.#token = token === undefined ? undefined : Buffer.from(token, 'utf8');
  }

  /** UnauthorizedControlError unless the request may control sessions. */
  require(request: Request, what: string): void {
    const { kwargs } = request;
    const wellFormed = kwargs === undefined || kwargs === null || kwargs instanceof WireMap;
    if (wellFormed && this.#matches(request.fields.get('control_token') ?? keyword(kwargs))) return;
    throw new PyError(
      'UnauthorizedControlError',
      'flopscope',
      `${what}: only the holder of the control token may do this`,
    );
  }

  #matches(given: WireValue | undefined): boolean {
    if (this.#token === undefined) return true;
    if (typeof given !== 'string' && !(given instanceof Uint8Array)) return false;
    return equalInConstantTime(typeof given === 'string' ? Buffer.from(given, 'utf8') : given, this.#token);
  }
}

/** Compares without telling by its duration where the difference is. */
function equalInConstantTime(given: Uint8Array, secret: Uint8Array): boolean {
  let difference = given.length ^ secret.length;
  for (let i = 0; i < secret.length; i++) difference |= secret[i]! ^ (given[i % given.length] ?? 0);
  return difference === 0;
}

const keyword = (kwargs: WireValue | undefined): WireValue | undefined =>
  kwargs instanceof WireMap ? kwargs.get('control_token') : undefined;
