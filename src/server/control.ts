/** The control token: who may open, close and reset budgets. */
import { timingSafeEqual } from 'node:crypto';
import { PyError } from '../errors.js';
import type { Request } from '../wire/decode.js';
import type { WireValue } from '../wire/value.js';

export class ControlToken {
  readonly #token: Buffer | undefined;

  /** @param token the secret; without one everybody may control. */
  constructor(token: string | undefined) {
    this.#token = token === undefined ? undefined : Buffer.from(token, 'utf8');
  }

  /** UnauthorizedControlError unless the request may control sessions. */
  require(request: Request, what: string): void {
    const { kwargs } = request;
    const wellFormed = kwargs === undefined || kwargs === null || kwargs instanceof Map;
    if (wellFormed && this.#matches(request.fields.get('control_token') ?? keyword(kwargs))) return;
    throw new PyError(
      'UnauthorizedControlError',
      'flopscope',
      `${what}: only the holder of the control token may do this`,
    );
  }

  /** Compares in constant time. */
  #matches(given: WireValue | undefined): boolean {
    if (this.#token === undefined) return true;
    if (typeof given !== 'string' && !(given instanceof Uint8Array)) return false;
    const bytes = typeof given === 'string' ? Buffer.from(given, 'utf8') : given;
    if (bytes.length === this.#token.length) return timingSafeEqual(bytes, this.#token);
    timingSafeEqual(this.#token, this.#token);
    return false;
  }
}

const keyword = (kwargs: WireValue | undefined): WireValue | undefined =>
  kwargs instanceof Map ? kwargs.get('control_token') : undefined;
