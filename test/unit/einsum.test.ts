/** Parsing, path search, prices and inferred symmetries of contractions, against what each release makes of them. */
import { describe, expect, it } from 'vitest';
import { trueQuotient } from '../../src/einsum/cost/complex-factor.js';
import { parseSubscripts, subscriptsFromSublists } from '../../src/einsum/parse.js';
import { choosePath } from '../../src/einsum/path/choose.js';
import { labelExtents, Network } from '../../src/einsum/path/network.js';
import { type EinsumOperand, einsumCost, planEinsum, resolveContraction } from '../../src/einsum/plan.js';
import { EARLY_EINSUM_RULES, type EinsumRules, PRESENT_EINSUM_RULES } from '../../src/einsum/rules.js';
import { pathSteps } from '../../src/einsum/steps.js';
import { PyError } from '../../src/errors.js';
import type { PyValue } from '../../src/python/values.js';
import { type GroupPayload, SymmetryGroup } from '../../src/symmetry/group.js';
import { recorded } from './recorded.js';

type Spec =
  | readonly ['symmetric' | 'cyclic' | 'dihedral', number[]]
  | readonly ['generators', number[][], number[]]
  | readonly ['product', Spec[]];
type Operand = number | readonly [shape: number[], spec: Spec | null];
type Outcome = readonly [
  flops: string,
  complexFactor: number | null,
  path: number[][],
  steps: string[],
  symmetry: GroupPayload | null,
];

interface Fixture {
  readonly parsed: readonly (readonly [subscripts: string, shapes: number[][], canonical: string])[];
  readonly paths: readonly (readonly [string, number[][], search: string, string | readonly [number[][], string[]]])[];
  readonly plans: readonly (readonly [string, Operand[], optimize: PyValue, string | Outcome])[];
}

function build(spec: Spec): SymmetryGroup {
  switch (spec[0]) {
    case 'generators':
      return SymmetryGroup.fromGenerators(spec[1], spec[2]);
    case 'product':
      return SymmetryGroup.product(spec[1].map(build));
    default:
      return SymmetryGroup[spec[0]](spec[1]);
  }
}

function operandsOf(records: readonly Operand[]): EinsumOperand[] {
  const operands: EinsumOperand[] = [];
  for (const record of records) {
    if (typeof record === 'number') {
      operands.push(operands[record]!);
    } else {
      const [shape, spec] = record;
      operands.push({ shape, symmetry: spec === null ? null : build(spec), identity: {} });
    }
  }
  return operands;
}

function attempt<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof PyError) return `ERR ${error.pyName}`;
    throw error;
  }
}

const RELEASES: readonly (readonly [string, EinsumRules])[] = [
  ['0.4.1', EARLY_EINSUM_RULES],
  ['0.12.4', PRESENT_EINSUM_RULES],
];

describe.each(RELEASES)('contractions of release %s', (version, rules) => {
  const fixture = recorded<Fixture>(`einsum-${version}`);

  it('reads subscripts', () => {
    const differing = fixture.parsed.filter(
      ([subscripts, shapes, canonical]) => attempt(() => parseSubscripts(subscripts, shapes).text) !== canonical,
    );
    expect(differing).toEqual([]);
  });

  it('finds the same paths', () => {
    const found = (subscripts: string, shapes: number[][], search: string) => {
      const { inputs, output } = parseSubscripts(subscripts, shapes);
      const extents = labelExtents(inputs, shapes);
      const path = choosePath(new Network(inputs, output, extents), search);
      return [path, pathSteps(path, inputs, output, extents).map((step) => step.subscripts)];
    };
    for (const [subscripts, shapes, search, outcome] of fixture.paths) {
      expect([subscripts, shapes, search, attempt(() => found(subscripts, shapes, search))]).toEqual([
        subscripts,
        shapes,
        search,
        outcome,
      ]);
    }
  });

  it('plans and prices expressions', () => {
    const planned = (subscripts: string, records: readonly Operand[], optimize: PyValue, withFactor: boolean) => {
      const plan = planEinsum({ subscripts, operands: operandsOf(records), optimize, rules });
      return [
        plan.flops.toString(),
        withFactor ? plan.complexFactor : null,
        plan.path,
        plan.steps.map((step) => step.subscripts),
        plan.outputSymmetry?.toPayload() ?? null,
      ];
    };
    for (const [subscripts, records, optimize, outcome] of fixture.plans) {
      const withFactor = typeof outcome !== 'string' && outcome[1] !== null;
      const ours = attempt(() => planned(subscripts, records, optimize, withFactor));
      expect([subscripts, records, optimize, ours]).toEqual([subscripts, records, optimize, outcome]);
    }
  });

  it('estimates untagged expressions', () => {
    for (const [subscripts, records, , outcome] of fixture.plans) {
      const isPlain = records.every((record) => typeof record !== 'number' && record[1] === null);
      if (!isPlain || typeof outcome === 'string') continue;
      const shapes = operandsOf(records).map(({ shape }) => shape);
      expect(einsumCost(subscripts, shapes, rules).toString()).toBe(outcome[0]);
    }
  });
});

/**
 * What each release makes of one array of extents 2 taken two, three, ... times: FLOPs or the class of the refusal, the
 * present release's before the early one's, as far as the reference ends within a minute.
 */
const REPEATED: readonly (readonly [form: string, present: (bigint | string)[], early: (bigint | string)[]])[] = [
  [
    'same',
    [7n, 9n, 13n, 17n, 21n, 25n, '_DiminoBudgetExceeded'],
    [7n, 9n, 13n, 17n, 21n, 25n, '_DiminoBudgetExceeded'],
  ],
  ['kept', [4n, 8n, 12n, 16n, 20n, 24n, 28n, '_DiminoBudgetExceeded'], [4n, 8n, 12n, 16n, 20n, 24n, 28n]],
  ['chain', [12n, 24n, 36n, 48n, 60n, 72n, 84n, '_DiminoBudgetExceeded'], [12n, 24n, 36n, 48n, 60n, 72n, 84n]],
  ['ring', [5n, 19n, 31n, 43n, 55n, 67n, 79n], [5n, 19n, 31n, 43n, 55n, 67n, 79n]],
  ['star', [6n, 14n, 22n, 32n, 768n, 1792n, 4096n], [6n, 14n, 22n, 32n, 42n]],
  ['outer', [3n, 7n, 11n, 16n, 384n, 896n, 2048n, 4608n], [3n, 7n, 11n, 16n, 21n]],
];

describe('plans', () => {
  const matrix = (n: number, m: number): EinsumOperand => ({ shape: [n, m], symmetry: null });

  it('are remembered, with a symmetry of their own each time', () => {
    const a = { ...matrix(3, 3), identity: 1 };
    const [first, second] = [resolveContraction('ij,kj->ik', a, a), resolveContraction('ij,kj->ik', a, a)];
    expect(first.steps).toBe(second.steps);
    expect(first.outputSymmetry).toEqual(second.outputSymmetry);
    expect(first.outputSymmetry).not.toBe(second.outputSymmetry);
    expect(resolveContraction('ij,kj->ik', matrix(3, 3), matrix(3, 3)).outputSymmetry).toBeNull();
  });

  it('are found by every search for networks of any size', () => {
    const inputs = Array.from({ length: 18 }, (_, i) => [String.fromCodePoint(97 + i), String.fromCodePoint(98 + i)]);
    const shapes = inputs.map(() => [2, 2]);
    const network = new Network(inputs, [], labelExtents(inputs, shapes));
    for (const search of ['auto', 'auto-hq', 'random-greedy', 'random-greedy-128', 'branch-1']) {
      const path = choosePath(network, search);
      expect(path.flat().length - path.length + 1).toBe(18);
      expect(choosePath(network, search)).toEqual(path);
    }
  });

  it('are made quickly where the reference would list all moves of axes', () => {
    const tag = SymmetryGroup.symmetric([0, 1, 2, 3, 4]);
    const operand = { shape: [2, 2, 2, 2, 2], symmetry: tag, identity: 'one array' };
    const text = `${['abcde', 'fghij', 'klmno'].join(',')}->`;
    const started = performance.now();
    expect(planEinsum({ subscripts: text, operands: [operand, operand, operand] }).flops).toBe(3n * 2n ** 15n);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('of one array taken many times are priced as the reference prices them, or refused at once where it never ends', () => {
    const letters = Array.from({ length: 256 }, (_, i) => String.fromCharCode(0x100 + i)).join('');
    const terms = (n: number, term: (i: number) => string): string =>
      Array.from({ length: n }, (_, i) => term(i)).join();
    const forms: Readonly<Record<string, readonly [subscripts: (n: number) => string, rank: number]>> = {
      same: [(n) => `${terms(n, () => 'ab')}->`, 2],
      kept: [(n) => `${terms(n, () => 'ab')}->ab`, 2],
      chain: [(n) => `${terms(n, (i) => letters.slice(i, i + 2))}->${letters[0]}${letters[n]}`, 2],
      ring: [(n) => `${terms(n, (i) => `${letters[i]}${letters[(i + 1) % n]}`)}->`, 2],
      star: [(n) => `${terms(n, (i) => `z${letters[i]}`)}->z${letters.slice(0, n)}`, 2],
      outer: [(n) => `${terms(n, (i) => letters[i]!)}->${letters.slice(0, n)}`, 1],
    };
    const priced = (form: string, n: number, rules: EinsumRules, tag: SymmetryGroup | null = null): bigint | string => {
      const [subscripts, rank] = forms[form]!;
      const operand = { shape: new Array<number>(rank).fill(2), symmetry: tag, identity: 'one array' };
      const operands = new Array<EinsumOperand>(n).fill(operand);
      try {
        return planEinsum({ subscripts: subscripts(n), operands, rules }).flops;
      } catch (error) {
        return (error as PyError).pyName;
      }
    };
    for (const [form, present, early] of REPEATED) {
      present.forEach((flops, i) => {
        expect([form, i + 2, priced(form, i + 2, PRESENT_EINSUM_RULES)]).toEqual([form, i + 2, flops]);
      });
      early.forEach((flops, i) => {
        expect([form, i + 2, priced(form, i + 2, EARLY_EINSUM_RULES)]).toEqual([form, i + 2, flops]);
      });
    }
    const pair = SymmetryGroup.symmetric([0, 1]);
    for (const rules of [PRESENT_EINSUM_RULES, EARLY_EINSUM_RULES]) {
      for (const form of Object.keys(forms)) {
        for (const n of [10, 25, 200]) {
          const started = performance.now();
          priced(form, n, rules);
          if (form === 'ring') priced(form, n, rules, pair);
          expect(performance.now() - started).toBeLessThan(5000);
        }
      }
    }
  });

  it('are estimated for operands that fit into no memory', () => {
    const [rows, inner] = [2 ** 20, 2 ** 40];
    for (const rules of [PRESENT_EINSUM_RULES, EARLY_EINSUM_RULES]) {
      const flops = einsumCost(
        'ij,jk->ik',
        [
          [rows, inner],
          [inner, rows],
        ],
        rules,
      );
      expect(flops).toBe(2n ** 81n - 2n ** 40n);
    }
  });

  it('read the interleaved form', () => {
    expect(
      subscriptsFromSublists(
        [
          [0, 1],
          [1, 2],
        ],
        [0, 2],
      ),
    ).toBe('ab,bc->ac');
    expect(
      subscriptsFromSublists([
        ['...', 7],
        [7, 3],
      ]),
    ).toBe('...b,ba');
    expect(() => subscriptsFromSublists([[0, 'a']])).toThrow(PyError);
    expect(() => subscriptsFromSublists([[0]], [1])).toThrow(PyError);
  });

  it('divide exactly', () => {
    expect(trueQuotient(7n, 3n)).toBe(7 / 3);
    expect(trueQuotient(10n ** 40n, 10n ** 40n)).toBe(1);
    expect(trueQuotient(2n ** 70n + 1n, 2n ** 68n)).toBe(4);
    expect(trueQuotient(6n * 10n ** 20n - 2n, 2n * 10n ** 20n - 1n)).toBe(3);
  });
});
