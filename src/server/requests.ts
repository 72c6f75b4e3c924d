/**
 * The socket that requests come from, and the wait for the next one.
 *
 * Node waits for a socket by going round its event loop: half a dozen system calls, and as many steps of its own,
 * around the one that sleeps. A client that is in the middle of its work sends the next request within microseconds, so
 * a server that has nothing else to do sleeps on the socket itself for a while first.
 */
import { Reply } from 'zeromq';
import { native } from '../addon/native.js';
import { now } from '../session/clock.js';

/** ZMQ_FD: the descriptor that becomes readable when there may be something to receive. */
const ZMQ_FD = 14;
/** Frames stay in memory until the event loop turns; of more than this the loop is asked to let go at once. */
const MAX_HELD_BYTES = 1 << 20;

export class RequestSocket extends Reply {
  /** Bytes received and sent, and time gone by, since the event loop last turned as far as is known. */
  #held = 0;
  #turned = now();
  readonly #descriptor = this.getInt32Option(ZMQ_FD);

  /**
   * Waits up to `patience` milliseconds for a request after an exchange of so many bytes. False when the event loop
   * should turn first: it has not done so for that long, or has much to let go.
   *
   * Much less than 10 ms would be slow: the kernel then sets the processor's timer for each wait, which costs more than
   * all that is saved.
   */
  awaitRequest(patience: number, exchanged: number): boolean {
    this.#held += exchanged;
    const time = now();
    if (time - this.#turned > patience || this.#held > MAX_HELD_BYTES) {
      this.#turned = time;
      this.#held = 0;
      return false;
    }
    // Sending may have taken note of a request already; the descriptor does not show that one again.
    if (!this.readable) native.awaitReadable(this.#descriptor, patience);
    return true;
  }
}
