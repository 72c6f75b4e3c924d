/** Charges of every operation, against recorded ones. */
import { describe, expect, it } from 'vitest';
import { dtypeByName } from '../../../src/array/dtype.js';
import { PyError } from '../../../src/errors.js';
import { RELEASES, releaseByVersion } from '../../../src/release/index.js';
import { recorded } from '../recorded.js';

type Row = [string, string, string[], number | null, [string, string] | null, string];

describe.each(RELEASES.map(({ version }) => version))('charges of %s', (version) => {
  const release = releaseByVersion(version)!;
  const { charges } = recorded<{ charges: Row[] }>(`numbers-${version}`);

  it('are those of the reference', () => {
    expect(charges.length).toBeGreaterThan(2000);
    const differing = charges.filter((row) => charged(row) !== row[5]);
    expect(differing).toEqual([]);
  });

  function charged([op, flops, dtypes, factor, multiplier]: Row): string {
    const charge = {
      op,
      flops: BigInt(flops),
      dtypes: dtypes.map((name) => dtypeByName(name)!),
      ...(factor === null ? {} : { complexFactor: factor }),
    };
    try {
      return String(release.weigh(charge, multiplierOf(multiplier)));
    } catch (error) {
      return error instanceof PyError ? error.pyName : String(error);
    }
  }
});

function multiplierOf(typed: [string, string] | null): number | bigint | undefined {
  if (typed === null) return undefined;
  return typed[0] === 'int' ? BigInt(typed[1]) : Number(typed[1]);
}
