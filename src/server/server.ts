/** Serves an endpoint over a ZeroMQ reply socket. */
import { existsSync, rmSync } from 'node:fs';
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { Endpoint, type EndpointOptions } from './endpoint.js';
import { RequestSocket } from './requests.js';

export interface ServerOptions extends EndpointOptions {
  /** Where to listen: `ipc://path` or `tcp://host:port`. */
  readonly url: string;
  /** Called when an idle session has been closed. */
  readonly onIdleClosed?: () => void;
  /**
   * Milliseconds that the thread may sleep until the next request comes, during which nothing else of the process
   * happens: for a process that does nothing but serve. Tens, if any; 0 by default.
   */
  readonly patience?: number;
}

const IDLE_CHECK_MS = 1000;
/** A client that announces a larger frame is disconnected before memory is set aside for it. */
const MAX_FRAME_BYTES = 1 << 30;
/**
 * Requests of one connection that wait in memory for their turn; clients send the next one when they have an answer.
 * ZeroMQ's threads exchange a note every half as many requests, so with few the requests take longer.
 */
const MAX_WAITING = 128;
const NOTHING = new Uint8Array(0);

/** A server that answers one request at a time, whoever sent it. */
export class Server {
  readonly endpoint: Endpoint;
  readonly #options: ServerOptions;
  readonly #socket: RequestSocket;
  #idleTimer: NodeJS.Timeout | undefined;
  #bound = false;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.endpoint = new Endpoint(options);
    const { maxArrayBytes } = this.endpoint.tenant.limits;
    // A reply never has to wait: who asked is there, or the reply goes nowhere. So the socket is not asked beforehand.
    this.#socket = new RequestSocket({
      linger: 0,
      sendTimeout: 0,
      maxMessageSize: Math.max(MAX_FRAME_BYTES, 2 * maxArrayBytes),
      receiveHighWaterMark: MAX_WAITING,
    });
  }

  /** Where the server listens, once bound: a port 0 has become a real one. */
  get url(): string {
    return this.#socket.lastEndpoint ?? this.#options.url;
  }

  /** Takes the endpoint. Fails with `code` EADDRINUSE when another server listens there. */
  async bind(): Promise<void> {
    const { url } = this.#options;
    await refuseTakenFile(url);
    await this.#socket.bind(url);
    this.#bound = true;
    this.#idleTimer = setInterval(() => {
      if (this.endpoint.closeIdle()) this.#options.onIdleClosed?.();
    }, IDLE_CHECK_MS);
  }

  /** Answers requests until `close`. */
  async serve(): Promise<void> {
    const socket = this.#socket;
    const patience = this.#options.patience ?? 0;
    try {
      while (true) {
        let frames: readonly Uint8Array[];
        try {
          frames = await socket.receive();
        } catch (error) {
          // A message without the empty part that ends an envelope wakes the socket, which then has nothing to read.
          if (!socket.closed && (error as { code?: string }).code === 'EAGAIN') continue;
          throw error;
        }
        // A request is one frame; of several parts none is looked at.
        const request = frames.length === 1 ? frames[0]! : NOTHING;
        const reply = this.endpoint.handle(request);
        await socket.send(reply);
        if (patience > 0 && !socket.awaitRequest(patience, request.length + reply.length)) await eventLoopTurn();
      }
    } catch (error) {
      if (!socket.closed) throw error;
    }
  }

  /** Stops serving and gives the endpoint back; an ipc file is removed. */
  close(): void {
    clearInterval(this.#idleTimer);
    const path = ipcPath(this.url);
    this.#socket.close();
    // ZeroMQ leaves the file behind when the process ends soon after.
    if (this.#bound && path !== undefined && !path.startsWith('\0')) rmSync(path, { force: true });
    this.#bound = false;
    this.endpoint.close();
  }
}

/** Path of an ipc endpoint's socket, with the leading NUL of an abstract one; undefined for other endpoints. */
function ipcPath(url: string): string | undefined {
  return url.startsWith('ipc://') ? url.slice('ipc://'.length).replace(/^@/, '\0') : undefined;
}

/** ZeroMQ replaces the file of an ipc endpoint even when another server listens on it; this finds out beforehand. */
async function refuseTakenFile(url: string): Promise<void> {
  const path = ipcPath(url);
  if (path === undefined || (!path.startsWith('\0') && !existsSync(path))) return;
  const { connect } = await import('node:net');
  await new Promise<void>((resolve, reject) => {
    const probe = connect(path);
    probe.once('error', () => resolve());
    probe.once('connect', () => {
      probe.destroy();
      reject(Object.assign(new Error('Address already in use'), { code: 'EADDRINUSE' }));
    });
  });
}
