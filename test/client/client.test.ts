/** The package's own client, over a socket, at both releases. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BudgetExhaustedError,
  type Client,
  ConnectionError,
  connect,
  ellipsis,
  FlopscopeServerError,
  float,
  InvalidRequestError,
  NoBudgetContextError,
  PythonKeyError,
  PythonTypeError,
  PythonValueError,
  RemoteArray,
  RemoteRandom,
  Results,
  Scalar,
  SymmetryGroup,
  slice,
  UnsupportedDtypeError,
  VersionMismatchError,
} from '../../src/client/index.js';
import type { Owner } from '../../src/client/remote.js';
import { resultOf } from '../../src/client/results.js';
import { PyFloat } from '../../src/python/values.js';
import { WireMap } from '../../src/wire/value.js';
import { Stage } from '../server/served.js';

const stage = new Stage();
const RELEASES = ['0.4.1', '0.12.4'];
let url: string;

beforeAll(() => {
  url = stage.serve().url;
});
afterAll(() => stage.end());

/** Runs a test with a client under a budget, both closed afterwards. */
async function session(release: string, body: (client: Client) => Promise<void>, flops = 1_000_000): Promise<void> {
  const client = await connect(url, { release });
  try {
    await client.withBudget({ flops }, () => body(client));
  } finally {
    await client.close();
  }
}

const array = (result: unknown): RemoteArray => {
  expect(result).toBeInstanceOf(RemoteArray);
  return result as RemoteArray;
};

describe.each(RELEASES)('client of %s', (release) => {
  it('sends and fetches every dtype', () =>
    session(release, async (client) => {
      const complex = await client.array(Float64Array.of(1, 2, 3, 4), { dtype: 'complex128' });
      expect(complex.shape).toEqual([2]);
      expect(await complex.fetch()).toEqual(Float64Array.of(1, 2, 3, 4));
      const wide = await client.array(BigInt64Array.of(2n ** 62n, -1n), { shape: [2, 1] });
      expect([wide.dtype, wide.shape]).toEqual(['int64', [2, 1]]);
      expect(await wide.fetch()).toEqual(BigInt64Array.of(2n ** 62n, -1n));
      const samples = {
        int8: Int8Array.of(-1, 2),
        uint8: Uint8Array.of(255, 2),
        int16: Int16Array.of(-300),
        uint16: Uint16Array.of(65535),
        int32: Int32Array.of(-70000),
        uint32: Uint32Array.of(2 ** 32 - 1),
        uint64: BigUint64Array.of(2n ** 64n - 1n),
        float32: Float32Array.of(0.5, Number.NaN),
        float64: Float64Array.of(0.1, -0),
      };
      for (const [dtype, data] of Object.entries(samples)) {
        const made = await client.array(data);
        expect(made.dtype).toBe(dtype);
        expect(await made.fetch()).toEqual(data);
      }
      const half = await client.array(Uint16Array.of(0x3c00), { dtype: 'float16' });
      expect(await (await half.astype('float64')).fetch()).toEqual(Float64Array.of(1));
      const truth = await client.array(Uint8Array.of(1, 0), { dtype: 'bool' });
      expect(await truth.fetch()).toEqual(Uint8Array.of(1, 0));
      expect(await (await client.array([1, 2.5])).fetch()).toEqual(Float64Array.of(1, 2.5));
      const part = Float64Array.of(9, 1, 2, 9).subarray(1, 3);
      expect(await (await client.array(part)).fetch()).toEqual(Float64Array.of(1, 2));
    }));

  it('refuses data that do not fit their dtype or shape', () =>
    session(release, async (client) => {
      await expect(client.array(Float32Array.of(1), { dtype: 'float64' })).rejects.toThrow(TypeError);
      await expect(client.array(Float64Array.of(1, 2, 3), { shape: [2, 2] })).rejects.toThrow(RangeError);
      await expect(client.array(Float64Array.of(1, 2, 3), { dtype: 'complex128' })).rejects.toThrow(RangeError);
      await expect(client.call('add', [Float64Array.of(1) as never, 1])).rejects.toThrow(/client\.array/);
    }));

  it('keeps ints and floats apart both ways', () =>
    session(release, async (client) => {
      const x = await client.array(Int32Array.of(1, 2));
      expect(array(await client.ops.add!(x, 2)).dtype).toBe('int32');
      expect(array(await client.ops.add!(x, float(2))).dtype).toBe('float64');
      expect(array(await client.ops.add!(x, 2.5)).dtype).toBe('float64');
      const big = await client.array(BigInt64Array.of(0n));
      expect(await array(await client.ops.add!(big, 2n ** 62n + 1n)).fetch()).toEqual(BigInt64Array.of(2n ** 62n + 1n));
      const item = await big.get(0);
      expect(item).toBeInstanceOf(Scalar);
      expect([(item as Scalar).value, (item as Scalar).dtype]).toEqual([0, 'int64']);
      const real = (await (await client.array([3, 4])).get(1)) as Scalar;
      expect([real.value, real.dtype]).toEqual([4, 'float64']);
      // A float that comes back goes out as one again.
      expect(array(await client.ops.add!(x, real)).dtype).toBe('float64');
    }));

  it('indexes by positions, slices, lists and arrays', () =>
    session(release, async (client) => {
      const x = await client.array(Float64Array.of(0, 1, 2, 3, 4, 5), { shape: [2, 3] });
      expect(await array(await x.get(1)).fetch()).toEqual(Float64Array.of(3, 4, 5));
      expect(await array(await x.get(slice(), slice(null, null, -2))).fetch()).toEqual(Float64Array.of(2, 0, 5, 3));
      const positions = await client.array(BigInt64Array.of(1n, 0n, 1n));
      expect(array(await x.get(positions)).shape).toEqual([3, 3]);
      const mask = await client.array(Uint8Array.of(1, 0), { dtype: 'bool' });
      expect(array(await x.get(mask)).shape).toEqual([1, 3]);
      expect(((await x.get(1, 2)) as Scalar).value).toBe(5);
      if (release === '0.4.1') {
        await expect(x.get(ellipsis, 0)).rejects.toThrow(TypeError);
        await expect(x.get([1, 0])).rejects.toThrow(TypeError);
      } else {
        expect(array(await x.get(ellipsis, null, 0)).shape).toEqual([2, 1]);
        expect(array(await x.get([1, 0, 1])).shape).toEqual([3, 3]);
      }
    }));

  it('frees arrays once, by hand and by scope', () =>
    session(release, async (client) => {
      const x = await client.array([1, 2]);
      await x.free();
      await x.free();
      expect(x.isFreed).toBe(true);
      await expect(client.call('add', [x, 1])).rejects.toThrow(ReferenceError);
      let id = '';
      {
        using y = await client.array([1, 2]);
        id = y.id;
      }
      await client.call('ones', [[2]]);
      const stale = new RemoteArray(client, id, [2], 'float64', null);
      await expect(stale.fetch()).rejects.toThrow(PythonKeyError);
    }));

  it('raises errors of the class the server names', () =>
    session(
      release,
      async (client) => {
        const x = await client.array([1, 2, 3]);
        const y = await client.array([1, 2]);
        await expect(client.ops.add!(x, y)).rejects.toThrow(PythonValueError);
        await expect(client.ops.add!(x)).rejects.toThrow(PythonTypeError);
        await expect(client.call('no_such_thing')).rejects.toThrow(InvalidRequestError);
        const failure: unknown = await x.get(7).catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(FlopscopeServerError);
        expect((failure as FlopscopeServerError).pythonClass).toBe('IndexError');
        const refused: unknown = await client.ops.ones!([100, 100]).catch((error: unknown) => error);
        if (release !== '0.4.1') expect(refused).toBeInstanceOf(BudgetExhaustedError);
        const dear: unknown = await client.ops.matmul!(await client.ops.eye(20), await client.ops.eye(20)).catch(
          (error: unknown) => error,
        );
        expect(dear).toBeInstanceOf(BudgetExhaustedError);
        if (release !== '0.4.1') {
          expect((dear as BudgetExhaustedError).budget?.flopBudget).toBe(2000);
          await expect(client.ops.fft.fft(['a'])).rejects.toThrow(UnsupportedDtypeError);
        }
      },
      2000,
    ));

  it('shows symmetries, and sends them', () =>
    session(release, async (client) => {
      const tagged = await client.ops.ones([3, 3]);
      expect(tagged.symmetry).toEqual(new SymmetryGroup([0, 1], [[1, 0]]));
      const plain = await client.array(new Float64Array(9).fill(1), { shape: [3, 3] });
      expect(plain.symmetry).toBeNull();
      expect(new SymmetryGroup([0, 1], [[1, 0]]).reference()).toEqual({
        __symmetry_group__: { axes: [0, 1], generators: [[1, 0]] },
      });
    }));

  it('returns several results as a tuple', () =>
    session(release, async (client) => {
      const results = await client.ops.divmod!(await client.array(Int32Array.of(7, 8)), 3);
      expect(results).toBeInstanceOf(Results);
      const [quotient, remainder] = [...(results as Results)].map(array);
      expect(await quotient!.fetch()).toEqual(Int32Array.of(2, 2));
      expect(await remainder!.fetch()).toEqual(Int32Array.of(1, 2));
      expect(() => (results as Results).get('nothing')).toThrow(RangeError);
    }));

  it('reports what a budget was spent on', async () => {
    const client = await connect(url, { release });
    const budget = await client.openBudget({ flops: 2n ** 60n });
    await client.call('add', [await client.array([1, 2, 3]), 1]);
    const used = release === '0.4.1' ? 3 : 6;
    expect(budget.used).toBe(used);
    expect(budget.remaining).toBe(2n ** 60n - BigInt(used));
    expect(await budget.status()).toMatchObject({ flopBudget: 2n ** 60n, flopsUsed: used });
    if (release !== '0.4.1') expect(await budget.summary()).toMatchObject({ flops_used: used });
    const closed = await budget.close();
    expect(await budget.close()).toBe(closed);
    expect(closed.summary).toContain('1,152,921,504,606,846,976');
    expect(closed.breakdown).toMatchObject({ operations: { add: { calls: 1, flop_cost: used } } });
    await expect(client.call('ones', [[2]])).rejects.toThrow(NoBudgetContextError);
    await client.close();
  });

  it('transforms', () =>
    session(release, async (client) => {
      const x = await client.array([1, 2, 3, 4]);
      const spectrum = await client.ops.fft.rfft(x, { norm: 'forward' });
      expect([spectrum.dtype, spectrum.shape]).toEqual(['complex128', [3]]);
      expect(Array.from((await spectrum.fetch()) as Float64Array)).toEqual([2.5, 0, -0.5, 0.5, -0.5, 0]);
      const shifted = await client.ops.fft.fftshift(await client.ops.fft.fftfreq(4, { d: float(0.5) }));
      expect(await shifted.fetch()).toEqual(Float64Array.of(-1, -0.5, 0, 0.5));
    }));

  it('answers requests made at once in their order', () =>
    session(release, async (client) => {
      const x = await client.array([1]);
      const results = await Promise.all([1, 2, 3, 4, 5].map((n) => client.compute('add', [x, float(n)])));
      const values = await Promise.all(results.map((result) => result.fetch()));
      expect(values.map((value) => value[0])).toEqual([2, 3, 4, 5, 6]);
    }));
});

describe.each(['0.4.1', '0.12.4'])('generators of %s', (release) => {
  it('draw by their methods', () =>
    session(release, async (client) => {
      const generator = (await client.call('random.default_rng', [5])) as RemoteRandom;
      const drawn = (await generator.call('integers', [0, 10], { size: 4 })) as RemoteArray;
      expect([...(await drawn.fetch())].map(Number)).toEqual([6, 8, 0, 8]);
    }));
});

describe('replies', () => {
  const calls: unknown[] = [];
  const owner = {
    namesMethodsInFull: false,
    call: async (...call: unknown[]) => {
      calls.push(call);
      return null;
    },
  } as unknown as Owner;

  it('name random generators, whose methods are requests', async () => {
    const generator = resultOf(new WireMap([['gen_id', 'g0']]), owner) as RemoteRandom;
    expect(generator).toBeInstanceOf(RemoteRandom);
    expect(generator.reference()).toEqual({ __gen__: 'g0' });
    await generator.call('normal', [float(1)], { size: 3 });
    expect(calls).toEqual([['Generator.normal', [generator, float(1)], { size: 3 }]]);
  });

  it('name the fields of named tuples', () => {
    const type = new WireMap([
      ['name', 'EighResult'],
      ['fields', ['eigenvalues', 'eigenvectors']],
    ]);
    const scalar = new WireMap([
      ['value', new PyFloat(2)],
      ['dtype', 'float64'],
    ]);
    const results = resultOf(
      new WireMap([
        ['multi', [scalar, scalar]],
        ['multi_type', type],
      ]),
      owner,
    ) as Results;
    expect(results.name).toBe('EighResult');
    expect(results.get('eigenvectors')).toBe(results.get(1));
    expect((results.get(0) as Scalar).reference()).toEqual(new PyFloat(2));
  });
});

describe('connecting', () => {
  it('refuses releases the server has not', async () => {
    await expect(connect(url, { release: '9.9.9' })).rejects.toThrow(VersionMismatchError);
  });

  it('says when nobody answers, and stays closed', async () => {
    await expect(connect(stage.url(), { timeout: 100 })).rejects.toThrow(ConnectionError);
    const client = await connect(url);
    await client.close();
    await expect(client.openBudget({ flops: 1 })).rejects.toThrow(ConnectionError);
  });

  it('presents the control token where one is demanded', async () => {
    const { url: guarded, process } = stage.serve(['--token-fd', '3']);
    const controlToken = (await process.handedOver()).trim();
    const stranger = await connect(guarded);
    await expect(stranger.openBudget({ flops: 10 })).rejects.toThrow();
    const grader = await connect(guarded, { controlToken });
    await grader.withBudget({ flops: 10, namespace: 'task' }, async () => {
      await stranger.array([1]);
    });
    await Promise.all([stranger.close(), grader.close()]);
  });
});
