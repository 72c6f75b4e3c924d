/** Branch and bound: an exhaustive search that drops what falls behind, most promising contractions first. */
import { Effort } from './effort.js';
import { IntSet } from './int-set.js';
import { type LabelSet, type Network, type Path, toPath } from './network.js';
import { MOST_CONTRACTIONS, PairResults, pairsOf } from './optimal.js';

type Pair = readonly [number, number];

/** A partial path is dropped when it costs more than this many times the cheapest one of its length so far. */
const CUTOFF_FACTOR = 4n;

interface Candidate {
  readonly pair: Pair;
  readonly labels: LabelSet;
  /** Growth in memory, by which candidates are tried first. */
  readonly growth: bigint;
  readonly pairFlops: bigint;
  readonly flops: bigint;
  readonly size: bigint;
}

function compareCandidates(a: Candidate, b: Candidate): number {
  for (const key of ['growth', 'pairFlops', 'flops', 'size'] as const) {
    if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  }
  return a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1];
}

/** @param width contractions tried at each step; all of them by default */
export function branchPath(network: Network, width = Number.POSITIVE_INFINITY): Path {
  const results = new PairResults(network);
  const count = network.inputs.length;
  const cheapest = new Map<number, bigint>();
  const effort = new Effort(MOST_CONTRACTIONS);
  let best: { readonly flops: bigint; readonly size: bigint; readonly steps: readonly Pair[] } | undefined;

  const isBetter = (flops: bigint, size: bigint): boolean =>
    best === undefined || flops < best.flops || (flops === best.flops && size < best.size);

  const visit = (
    steps: readonly Pair[],
    inputs: readonly LabelSet[],
    remaining: IntSet,
    spent: bigint,
    largest: bigint,
  ): void => {
    if (remaining.size === 1) {
      best = { flops: spent, size: largest, steps };
      return;
    }
    const assess = (pair: Pair): Candidate | undefined => {
      if (!effort.spend() && best !== undefined) return undefined;
      const result = results.of(inputs, remaining, pair);
      const resultSize = network.sizeOf(result.labels);
      const flops = spent + result.flops;
      const size = resultSize > largest ? resultSize : largest;
      if (!isBetter(flops, size)) return undefined;
      const record = cheapest.get(inputs.length);
      if (record === undefined || flops < record) cheapest.set(inputs.length, flops);
      else if (flops > CUTOFF_FACTOR * record) return undefined;
      const growth = resultSize - network.sizeOf(inputs[pair[0]]!) - network.sizeOf(inputs[pair[1]]!);
      return { pair, labels: result.labels, growth, pairFlops: result.flops, flops, size };
    };
    const assessed = (pairs: readonly Pair[]): Candidate[] => pairs.map(assess).filter((c) => c !== undefined);
    const pairs = pairsOf(remaining);
    let candidates = assessed(pairs.filter(([i, j]) => (inputs[i]! & inputs[j]!) !== 0n));
    if (candidates.length === 0) candidates = assessed(pairs);
    candidates.sort(compareCandidates);
    for (const { pair, labels, flops, size } of candidates.slice(0, width)) {
      const left = remaining.replacePair(pair[0], pair[1], inputs.length);
      visit([...steps, pair], [...inputs, labels], left, flops, size);
    }
  };
  visit([], network.inputs, IntSet.range(count), 0n, 0n);
  return toPath(best!.steps, count);
}
