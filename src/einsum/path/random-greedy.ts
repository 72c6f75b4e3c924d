/**
 * Randomised greedy search: the best of a number of greedy searches with perturbed costs and choices.
 *
 * The reference draws in an order that depends on the hash seed of its process, so its path varies from run to run;
 * here a call with the same arguments gives the same path.
 */
import { type Candidate, greedySteps, type Strategy } from './greedy.js';
import { type LabelSet, type Network, type Path, toPath, unionOf } from './network.js';

const JITTER = 0.01;
const CHOICES = 8;

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const gaussian = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Draws among the cheapest candidates, a cheap one more likely, as at a temperature of the least cost. */
function drawCandidate(choices: readonly Candidate<number>[], random: () => number): number {
  const least = choices[0]!.cost;
  const temperature = Math.max(1, Math.abs(least));
  const weights = choices.map(({ cost }) => Math.exp(-(cost - least) / temperature));
  let left = random() * weights.reduce((a, b) => a + b);
  const drawn = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return drawn < 0 ? choices.length - 1 : drawn;
}

function perturbed(random: () => number, isPlain: boolean): Strategy<number> {
  return {
    cost: (growth) => (1 + JITTER * gaussian(random)) * Number(growth),
    choose: (queue, isPresent) => {
      const choices: Candidate<number>[] = [];
      while (queue.size > 0 && choices.length < (isPlain ? 1 : CHOICES)) {
        const candidate = queue.pop()!;
        if (isPresent(candidate.first) && isPresent(candidate.second)) choices.push(candidate);
      }
      if (choices.length <= 1) return choices[0];
      const [chosen] = choices.splice(drawCandidate(choices, random), 1);
      for (const other of choices) queue.push(other);
      return chosen;
    },
    queueAll: !isPlain,
  };
}

/** Operations of a path and elements of its largest intermediate result. */
function costOf(network: Network, steps: readonly (readonly [number, number])[]): { flops: bigint; size: bigint } {
  const present = new Map<number, LabelSet>(network.inputs.map((labels, id) => [id, labels]));
  let flops = 0n;
  let size = 0n;
  steps.forEach(([i, j], step) => {
    const [first, second] = [present.get(i)!, present.get(j)!];
    present.delete(i);
    present.delete(j);
    const result = network.contractPair(first, second, unionOf(present.values()));
    present.set(network.inputs.length + step, result.labels);
    flops += result.flops;
    if (network.sizeOf(result.labels) > size) size = network.sizeOf(result.labels);
  });
  return { flops, size };
}

/** @param trials number of searches, the first of them without random choices */
export function randomGreedyPath(network: Network, trials: number): Path {
  let best: { flops: bigint; size: bigint; steps: readonly (readonly [number, number])[] } | undefined;
  for (let trial = 0; trial < trials; trial++) {
    const steps = greedySteps(network, perturbed(uniform(trial), trial === 0));
    const cost = costOf(network, steps);
    if (best === undefined || cost.flops < best.flops || (cost.flops === best.flops && cost.size < best.size)) {
      best = { ...cost, steps };
    }
  }
  return toPath(best!.steps, network.inputs.length);
}
