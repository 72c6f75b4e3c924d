// A bare zeromq.js REP socket that sends every frame back: the floor for any server on this transport.
import { Reply } from 'zeromq';

const socket = new Reply();
await socket.bind(process.argv[2]);
for await (const [frame] of socket) await socket.send(frame);
