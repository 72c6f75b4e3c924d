/** Every recorded conversation about the protocol itself, held again with an endpoint of this server. */
import { describe, expect, it } from 'vitest';
import { RELEASES } from '../../src/release/index.js';
import { Endpoint } from '../../src/server/endpoint.js';
import { comparable, recordedConversations } from './conversation.js';

describe.each(RELEASES.map(({ version }) => version))('protocol of %s', (release) => {
  for (const [name, exchanges] of recordedConversations(release)) {
    it(name, () => {
      const endpoint = new Endpoint({ release });
      exchanges.forEach(({ request, reply }, i) => {
        const ours = comparable(endpoint.handle(request));
        const context = `exchange ${i}: ${printable(request)}`;
        if (reply !== null) expect.soft(ours, context).toEqual(comparable(reply));
        else expect.soft(JSON.stringify(ours), context).toContain('"error"');
      });
    });
  }
});

const printable = (frame: Uint8Array): string =>
  Buffer.from(frame)
    .toString('latin1')
    .slice(0, 160)
    .replace(/[^ -~]+/g, ' ');
