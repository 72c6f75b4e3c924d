/** A client without a socket: requests as JavaScript objects, in and out through msgpack of another make. */
import { Packr, Unpackr } from 'msgpackr';
import { Endpoint, type EndpointOptions } from '../../src/server/endpoint.js';

export type Reply = Record<string, unknown>;

const packr = new Packr({ useRecords: false });
const unpackr = new Unpackr({ useRecords: false });

export class Client {
  readonly endpoint: Endpoint;

  /** @param release the release to pin, as everything else of the endpoint's options */
  constructor(release?: string, options: EndpointOptions = {}) {
    this.endpoint = new Endpoint({ ...options, ...(release === undefined ? {} : { release }) });
  }

  /** Sends any message. */
  send(message: unknown): Reply {
    return unpackr.unpack(Buffer.from(this.endpoint.handle(packr.pack(message)))) as Reply;
  }

  ask(op: string, args: unknown = null, kwargs: unknown = null): Reply {
    return this.send({ op, args, kwargs });
  }
}
