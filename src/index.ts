/** The public face of the package: a server to run, an endpoint to embed. */
export { Endpoint, type EndpointOptions } from './server/endpoint.js';
export { Server, type ServerOptions } from './server/server.js';
export type { Limits } from './session/session.js';

import { Server, type ServerOptions } from './server/server.js';

/** Binds a server and starts serving; `close` ends it. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const server = new Server(options);
  await server.bind();
  void server.serve();
  return server;
}
