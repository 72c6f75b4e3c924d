/** Dynamic programming over sets of tensors, within connected parts of the network; the parts are multiplied last. */
import { RuntimeError } from '../../errors.js';
import { Effort, SearchExhausted } from './effort.js';
import { IntSet } from './int-set.js';
import { type LabelSet, labelsOf, type Network, type Path, unionOf } from './network.js';

/** Pairs of sets looked at, and sets remembered, before the search is given up; the reference takes minutes for them. */
const MOST_PAIRS = 20_000_000;
const MOST_SETS = 500_000;

/** An order of contraction: an operand, or what is contracted together; a tuple of one sums an operand by itself. */
type Tree = number | readonly Tree[];

/** The cheapest way found to contract a set of tensors. */
interface Entry {
  readonly labels: LabelSet;
  readonly cost: bigint;
  readonly tree: Tree;
}

/** A tensor without the labels that only it has. */
interface Reduced {
  readonly labels: LabelSet;
  readonly tree: Tree;
}

/** Tensors connected by labels to be summed, in the order the search visits them. */
function connectedParts(tensors: readonly Reduced[], output: LabelSet): IntSet[] {
  const unused = IntSet.range(tensors.length);
  const summed = unionOf(tensors.map(({ labels }) => labels)) & ~output;
  const parts: IntSet[] = [];
  while (unused.size > 0) {
    const part = new IntSet();
    const waiting = [unused.pop()];
    while (waiting.length > 0) {
      const tensor = waiting.pop()!;
      part.add(tensor);
      const links = summed & tensors[tensor]!.labels;
      const neighbours = new IntSet();
      for (const other of unused) if ((links & tensors[other]!.labels) !== 0n) neighbours.add(other);
      waiting.push(...neighbours);
      unused.subtract(neighbours);
    }
    parts.push(part.copy());
  }
  return parts;
}

/** The cheapest contraction of one part, outer products excluded, under a cap on cost that is raised as needed. */
function contractPart(
  network: Network,
  tensors: readonly Reduced[],
  part: IntSet,
  naiveCost: bigint,
  effort: Effort,
): Entry {
  const { output } = network;
  const all = (1n << BigInt(tensors.length)) - 1n;
  const bySize: Map<bigint, Entry>[] = Array.from({ length: part.size + 1 }, () => new Map());
  for (const i of part)
    bySize[1]!.set(1n << BigInt(i), { labels: tensors[i]!.labels, cost: 0n, tree: tensors[i]!.tree });
  const members = unionOf(bySize[1]!.keys());
  const labels = unionOf([...bySize[1]!.values()].map((entry) => entry.labels));
  const extents = labelsOf(labels).map((label) => network.extentOf(label));
  const increment = BigInt(extents.length === 0 ? 2 : Math.max(2, Math.min(...extents)));

  const sets = new Effort(MOST_SETS);
  const labelsOutside = (set: bigint): LabelSet =>
    unionOf(labelsOf(members & (all ^ set)).map((tensor) => tensors[tensor]!.labels));

  const combine = (a: [bigint, Entry], b: [bigint, Entry], cap: bigint, into: Map<bigint, Entry>): void => {
    const summable = a[1].labels & b[1].labels & ~output;
    if (summable === 0n) return;
    const either = a[1].labels | b[1].labels;
    const cost = a[1].cost + b[1].cost + network.sizeOf(either);
    if (cost > cap) return;
    const set = a[0] | b[0];
    const known = into.get(set);
    if (known !== undefined && cost >= known.cost) return;
    if (known === undefined && !sets.spend()) throw new SearchExhausted();
    into.set(set, { labels: either & ~(summable & ~labelsOutside(set)), cost, tree: [a[1].tree, b[1].tree] });
  };

  const target = bySize[part.size]!;
  for (let cap = network.sizeOf(labels & output); target.size === 0; cap *= increment) {
    for (let size = 2; size <= part.size; size++) {
      for (let smaller = 1; smaller <= size - smaller; smaller++) {
        for (const a of bySize[smaller]!) {
          for (const b of bySize[size - smaller]!) {
            if (!effort.spend()) throw new SearchExhausted();
            if ((a[0] & b[0]) !== 0n || (2 * smaller === size && a[0] >= b[0])) continue;
            combine(a, b, cap, bySize[size]!);
          }
        }
      }
    }
    // A cap of zero never rises: nothing will be found where extents are zero.
    if (target.size === 0 && (cap > naiveCost || cap === 0n)) throw new RuntimeError('no contraction was found');
  }
  return [...target.values()][0]!;
}

/** Positions in a tree as a path: what is innermost first. */
function treeToPath(tree: Tree): Path {
  if (typeof tree === 'number') return [];
  const waiting: (readonly Tree[])[] = [tree];
  const placed: number[] = [];
  const path: number[][] = [];
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    const step: number[] = [];
    for (const operand of node.filter((item) => typeof item === 'number').sort((a, b) => a - b)) {
      const position = placed.filter((other) => other < operand).length;
      step.push(position);
      placed.splice(position, 0, operand);
    }
    for (const subtree of node) {
      if (typeof subtree === 'number') continue;
      step.push(placed.length + waiting.length);
      waiting.push(subtree);
    }
    path.unshift(step);
  }
  return path;
}

const nest = (trees: readonly Tree[]): Tree => trees.reduce((left, right) => [left, right]);

/**
 * The cheapest path without outer products inside connected parts. Raises RuntimeError when the search finds none,
 * SearchExhausted when it is given up.
 */
export function dynamicPath(network: Network): Path {
  const { inputs, output } = network;
  const uses = (label: number): number => [...inputs, output].filter((labels) => (labels >> BigInt(label)) & 1n).length;
  const allLabels = labelsOf(unionOf([...inputs, output]));
  const single = unionOf(allLabels.filter((label) => uses(label) === 1).map((label) => 1n << BigInt(label)));
  const naiveCost = BigInt(inputs.length) * network.sizeOf(unionOf(inputs));

  const finished: { tree: Tree; size: bigint }[] = [];
  const tensors: Reduced[] = [];
  inputs.forEach((labels, i) => {
    const reduced = labels & ~single;
    if (reduced === 0n && labels !== 0n) finished.push({ tree: [i], size: 1n });
    else tensors.push({ labels: reduced, tree: reduced === labels ? i : [i] });
  });
  if (tensors.length === 0) return treeToPath(nest(finished.map(({ tree }) => tree)));
  const effort = new Effort(MOST_PAIRS);
  for (const part of connectedParts(tensors, output)) {
    const { tree, labels } = contractPart(network, tensors, part, naiveCost, effort);
    finished.push({ tree, size: network.sizeOf(labels) });
  }
  finished.sort((a, b) => (a.size < b.size ? -1 : a.size > b.size ? 1 : 0));
  return treeToPath(nest(finished.map(({ tree }) => tree)));
}
