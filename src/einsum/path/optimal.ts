/** Exhaustive search for the cheapest order of pairwise contractions. */
import { Effort } from './effort.js';
import { IntSet } from './int-set.js';
import { type LabelSet, type Network, type Path, toPath, unionOf } from './network.js';

type Pair = readonly [number, number];

/** Pairs in a walk over operand numbers, each pair ascending. */
export function pairsOf(remaining: Iterable<number>): Pair[] {
  const ids = [...remaining];
  const pairs: Pair[] = [];
  for (let a = 0; a < ids.length; a++) {
    for (let b = a + 1; b < ids.length; b++) {
      pairs.push(ids[a]! < ids[b]! ? [ids[a]!, ids[b]!] : [ids[b]!, ids[a]!]);
    }
  }
  return pairs;
}

/** Remembers what contracting two label sets gives. The first context in which a pair is met decides, as in opt_einsum. */
export class PairResults {
  readonly #known = new Map<string, { readonly labels: LabelSet; readonly flops: bigint }>();

  constructor(private readonly network: Network) {}

  of(
    inputs: readonly LabelSet[],
    remaining: IntSet,
    [i, j]: Pair,
  ): { readonly labels: LabelSet; readonly flops: bigint } {
    const key = `${inputs[i]},${inputs[j]}`;
    let result = this.#known.get(key);
    if (result === undefined) {
      const others = [...remaining].filter((id) => id !== i && id !== j).map((id) => inputs[id]!);
      result = this.network.contractPair(inputs[i]!, inputs[j]!, unionOf(others));
      this.#known.set(key, result);
    }
    return result;
  }
}

/** Contractions looked at before a search makes do with the best path it has; the reference takes minutes for them. */
export const MOST_CONTRACTIONS = 4_000_000;

/** The first cheapest path in order of the search. */
export function optimalPath(network: Network): Path {
  const results = new PairResults(network);
  const count = network.inputs.length;
  const effort = new Effort(MOST_CONTRACTIONS);
  let best: { readonly flops: bigint; readonly steps: readonly Pair[] } | undefined;
  const visit = (steps: readonly Pair[], inputs: readonly LabelSet[], remaining: IntSet, flops: bigint): void => {
    if (remaining.size === 1) {
      best = { flops, steps };
      return;
    }
    for (const pair of pairsOf(remaining)) {
      if (!effort.spend() && best !== undefined) return;
      const result = results.of(inputs, remaining, pair);
      const total = flops + result.flops;
      if (best !== undefined && total >= best.flops) continue;
      const left = remaining.replacePair(pair[0], pair[1], inputs.length);
      visit([...steps, pair], [...inputs, result.labels], left, total);
    }
  };
  visit([], network.inputs, IntSet.range(count), 0n);
  return toPath(best!.steps, count);
}
