/** Greedy search: again and again the contraction that frees most memory. */
import { Heap } from './heap.js';
import { type LabelSet, labelsOf, type Network, type Path, toPath } from './network.js';

type Step = readonly [number, number];

/** A contraction in the queue. Tensors are known by their labels, as tensors with equal labels are multiplied first. */
export interface Candidate<Cost> {
  readonly cost: Cost;
  readonly first: LabelSet;
  readonly second: LabelSet;
  readonly firstId: number;
  readonly secondId: number;
  readonly result: LabelSet;
}

/** How candidates are valued and chosen. */
export interface Strategy<Cost> {
  /** Cost of a contraction that changes memory by `growth` elements. */
  readonly cost: (growth: bigint) => Cost;
  /** The next contraction among those queued; undefined when what was looked at is outdated. */
  readonly choose: (
    queue: Heap<Candidate<Cost>>,
    isPresent: (labels: LabelSet) => boolean,
  ) => Candidate<Cost> | undefined;
  /** Queue all candidates of a new tensor; otherwise the cheapest only. */
  readonly queueAll: boolean;
}

function isLess<Cost extends bigint | number>(a: Candidate<Cost>, b: Candidate<Cost>): boolean {
  if (a.cost !== b.cost) return a.cost < b.cost;
  return a.secondId !== b.secondId ? a.secondId < b.secondId : a.firstId < b.firstId;
}

const CHEAPEST_FIRST: Strategy<bigint> = {
  cost: (growth) => growth,
  choose: (queue, isPresent) => {
    const candidate = queue.pop()!;
    return isPresent(candidate.first) && isPresent(candidate.second) ? candidate : undefined;
  },
  queueAll: false,
};

/** The tensors at hand and which of them have a label that is still to be summed. */
class Tensors {
  /** Number of the tensor with these labels. */
  readonly ids = new Map<LabelSet, number>();
  readonly #holders = new Map<number, Set<LabelSet>>();
  /** Labels that two or more tensors have, and three or more. */
  #shared = 0n;
  #widelyShared = 0n;

  constructor(readonly output: LabelSet) {}

  holdersOf(label: number): ReadonlySet<LabelSet> {
    return this.#holders.get(label) ?? new Set();
  }

  /** Labels to be summed, in the order they were met. */
  get labels(): number[] {
    return [...this.#holders.keys()];
  }

  enter(labels: LabelSet): void {
    for (const label of labelsOf(labels & ~this.output)) {
      const holders = this.#holders.get(label);
      if (holders === undefined) this.#holders.set(label, new Set([labels]));
      else holders.add(labels);
    }
  }

  leave(labels: LabelSet): void {
    this.ids.delete(labels);
    for (const label of labelsOf(labels & ~this.output)) this.#holders.get(label)!.delete(labels);
  }

  recount(labels: Iterable<number>): void {
    for (const label of labels) {
      const bit = 1n << BigInt(label);
      const count = this.holdersOf(label).size;
      this.#shared = count >= 2 ? this.#shared | bit : this.#shared & ~bit;
      this.#widelyShared = count >= 3 ? this.#widelyShared | bit : this.#widelyShared & ~bit;
    }
  }

  /** Labels of the result of contracting two of the tensors. */
  contract(first: LabelSet, second: LabelSet): LabelSet {
    const both = first & second;
    const either = first | second;
    return (either & this.output) | (both & this.#widelyShared) | ((either ^ both) & this.#shared);
  }
}

/** Steps over numbers that are never reused. */
export function greedySteps<Cost extends bigint | number>(network: Network, strategy: Strategy<Cost>): Step[] {
  const { inputs } = network;
  const common = inputs.reduce((a, b) => a & b);
  const tensors = new Tensors(network.output | common);
  const { ids, output } = tensors;
  const steps: Step[] = [];
  let nextId = inputs.length;

  inputs.forEach((labels, id) => {
    const twin = ids.get(labels);
    if (twin !== undefined) steps.push([twin, id]);
    ids.set(labels, twin === undefined ? id : nextId++);
  });
  for (const labels of ids.keys()) tensors.enter(labels);
  tensors.recount(tensors.labels);

  const queue = new Heap<Candidate<Cost>>(isLess);
  const enqueue = (one: LabelSet, others: readonly LabelSet[]): void => {
    const candidates = others.map((other) => {
      const [first, second] = ids.get(one)! > ids.get(other)! ? [other, one] : [one, other];
      const result = tensors.contract(first, second);
      const growth = network.sizeOf(result) - network.sizeOf(one) - network.sizeOf(other);
      const cost = strategy.cost(growth);
      return { cost, first, second, firstId: ids.get(first)!, secondId: ids.get(second)!, result };
    });
    if (strategy.queueAll) for (const candidate of candidates) queue.push(candidate);
    else queue.push(candidates.reduce((least, candidate) => (isLess(candidate, least) ? candidate : least)));
  };
  for (const label of tensors.labels) {
    const holders = [...tensors.holdersOf(label)].sort((a, b) => ids.get(a)! - ids.get(b)!);
    holders.slice(0, -1).forEach((one, i) => {
      enqueue(one, holders.slice(i + 1));
    });
  }

  while (queue.size > 0) {
    const chosen = strategy.choose(queue, (labels) => ids.has(labels));
    if (chosen === undefined) continue;
    const { first, second, result } = chosen;
    steps.push([ids.get(first)!, ids.get(second)!]);
    tensors.leave(first);
    tensors.leave(second);
    const twin = ids.get(result);
    if (twin === undefined) tensors.enter(result);
    else steps.push([twin, nextId++]);
    ids.set(result, nextId++);
    tensors.recount(labelsOf(first | (second & ~output)));
    const neighbours = new Set(labelsOf(result).flatMap((label) => [...tensors.holdersOf(label)]));
    neighbours.delete(result);
    if (neighbours.size > 0) enqueue(result, [...neighbours]);
  }
  return [...steps, ...outerProducts(network, tensors, nextId)];
}

/** Multiplies what has no labels to be summed in common, small tensors first. */
function outerProducts(network: Network, { ids, output }: Tensors, firstFreeId: number): Step[] {
  interface Rest {
    readonly size: bigint;
    readonly id: number;
    readonly labels: LabelSet;
  }
  const queue = new Heap<Rest>((a, b) => (a.size !== b.size ? a.size < b.size : a.id < b.id));
  for (const [labels, id] of ids) queue.push({ size: network.sizeOf(labels & output), id, labels });
  const steps: Step[] = [];
  let nextId = firstFreeId;
  let one = queue.pop()!;
  for (let other = queue.pop(); other !== undefined; other = queue.pop()) {
    steps.push([Math.min(one.id, other.id), Math.max(one.id, other.id)]);
    const labels = (one.labels | other.labels) & output;
    queue.push({ size: network.sizeOf(labels), id: nextId++, labels });
    one = queue.pop()!;
  }
  return steps;
}

export const greedyPath = (network: Network): Path =>
  toPath(network.inputs.length === 1 ? [[0]] : greedySteps(network, CHEAPEST_FIRST), network.inputs.length);
