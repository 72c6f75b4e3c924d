/**
 * Symmetries of intermediate results: what can be renamed in the product of a subset of the operands.
 *
 * Labels that also occur outside the subset, or in the output, are free; the others are summed within it. Renamings
 * that mix free with summed labels are left out.
 */
import { EnumerationBudgetExceeded, listElements } from '../../symmetry/enumeration.js';
import { identity, isIdentity, keyOf, type Permutation } from '../../symmetry/permutation.js';
import { PermutationList } from '../../symmetry/permutation-list.js';
import { type Label, sortedLabels } from '../terms.js';
import type { Contracted } from './detect.js';
import { LabelMap } from './label-map.js';

/** A group on labels; generators permute positions in `labels`. */
export interface LabelGroup {
  readonly labels: readonly Label[];
  readonly generators: readonly Permutation[];
  /** Number of elements where it is known, which makes listing them quick. */
  readonly order: number | undefined;
}

/** Symmetries of a product of operands; null where there are none. */
export interface SubsetSymmetry {
  /** The action on the free labels, sorted. A generator for each renaming, so that the same may come twice. */
  readonly output: LabelGroup | null;
  /** The action on all labels, sorted. */
  readonly joint: LabelGroup | null;
}

const NO_SYMMETRY: SubsetSymmetry = { output: null, joint: null };

/** An axis of an operand in the subset. */
interface Row {
  readonly operand: number;
  readonly label: Label;
}

/** Operand numbers of a subset, ascending. */
export type Subset = readonly number[];

export const joinSubsets = (subsets: readonly Subset[]): Subset => [...new Set(subsets.flat())].sort((a, b) => a - b);

/** The least number whose factorial is beyond what is listed. */
const TOO_MANY_IDENTICAL = 9;

/**
 * Elements that the listings of one plan may have together; beyond them intermediate results count as too symmetric to
 * list. The reference takes minutes for as many.
 */
const LISTING_LIMIT = 500_000;

/** All elements of a group but the identity, some perhaps repeatedly, and its order where they are a group. */
type Generated = Omit<LabelGroup, 'labels'>;

interface Renamings {
  readonly onFree: Generated;
  readonly onAll: Generated;
}

function withOrder(generators: readonly Permutation[], isGroup: boolean): Generated {
  if (!isGroup || generators.length === 0) return { generators, order: undefined };
  const distinct = new PermutationList(generators[0]!.length);
  for (const generator of generators) distinct.add(generator);
  return { generators, order: distinct.size + 1 };
}

const groupOn = (labels: readonly Label[], generated: Generated): LabelGroup | null =>
  generated.generators.length === 0 ? null : { labels, ...generated };

export class SubsetSymmetries {
  readonly #known = new Map<string, SubsetSymmetry>();
  readonly #renamings = new Map<string, Renamings>();
  #listed = 0;

  constructor(private readonly expression: Contracted) {}

  /** Raises EnumerationBudgetExceeded when the moves of axes are too many to list. */
  of(subset: Subset): SubsetSymmetry {
    const key = subset.join();
    let symmetry = this.#known.get(key);
    if (symmetry === undefined) {
      symmetry = this.#find(subset);
      this.#known.set(key, symmetry);
    }
    return symmetry;
  }

  #find(subset: Subset): SubsetSymmetry {
    const { inputs, output, symmetries, identical } = this.expression;
    const members = new Set(subset);
    const isMoved =
      subset.some((operand) => symmetries[operand] !== null) ||
      identical.some((group) => group.filter((operand) => members.has(operand)).length >= 2);
    if (!isMoved) return NO_SYMMETRY;
    const rows: Row[] = subset.flatMap((operand) => inputs[operand]!.map((label) => ({ operand, label })));
    if (rows.length === 0) return NO_SYMMETRY;
    if (this.#isHopeless(subset)) throw new EnumerationBudgetExceeded();
    const outside = new Set([...output, ...inputs.flatMap((term, operand) => (members.has(operand) ? [] : term))]);
    const labels = sortedLabels(rows.map(({ label }) => label));
    const free = labels.filter((label) => outside.has(label));
    const moves = this.#rowMoves(subset, rows, (label) => !outside.has(label));
    if (moves.length === 0) return NO_SYMMETRY;

    const number = new Map(labels.map((label, i) => [label, i]));
    const rowLabels = rows.map(({ label }) => number.get(label)!);
    const isFree = labels.map((label) => outside.has(label));
    // Subsets often differ in nothing but the names of their labels.
    const key = `${moves.map(keyOf).join(';')}|${keyOf(rowLabels)}|${isFree.join()}`;
    let renamings = this.#renamings.get(key);
    if (renamings === undefined) {
      renamings = this.#renamingsBy(moves, rowLabels, isFree);
      this.#renamings.set(key, renamings);
    }
    return { output: groupOn(free, renamings.onFree), joint: groupOn(labels, renamings.onAll) };
  }

  /** Whether the exchanges of identical operands alone are too many to list. */
  #isHopeless(subset: Subset): boolean {
    const { inputs, identical } = this.expression;
    return identical.some((group) => {
      const ranks = group.filter((operand) => subset.includes(operand)).map((operand) => inputs[operand]!.length);
      return ranks.length >= TOO_MANY_IDENTICAL && ranks.every((rank) => rank > 0 && rank === ranks[0]);
    });
  }

  /** What moves of rows come to as renamings of labels. Raises EnumerationBudgetExceeded. */
  #renamingsBy(moves: readonly Permutation[], rowLabels: readonly number[], isFree: readonly boolean[]): Renamings {
    const freeLabels = [...isFree.keys()].filter((label) => isFree[label]);
    const freeNumber = new Map(freeLabels.map((label, i) => [label, i]));
    const onFree: Permutation[] = [];
    const onAll: Permutation[] = [];
    const renaming = new LabelMap(isFree.length);
    if (this.#listed > LISTING_LIMIT) throw new EnumerationBudgetExceeded();
    const elements = listElements(moves, rowLabels.length);
    this.#listed += elements.length;
    for (const element of elements) {
      if (isIdentity(element)) continue;
      renaming.undoTo(0);
      const fits = element.every((from, row) => {
        const [source, target] = [rowLabels[from]!, rowLabels[row]!];
        return isFree[source] === isFree[target] && renaming.link(source, target);
      });
      if (!fits || !renaming.isComplete || isIdentity(renaming.image)) continue;
      onAll.push([...renaming.image]);
      const freeImage = freeLabels.map((label) => freeNumber.get(renaming.image[label]!)!);
      if (!isIdentity(freeImage)) onFree.push(freeImage);
    }
    const isGroup = moves.every((move) => new Set(move).size === move.length);
    return { onFree: withOrder(onFree, isGroup), onAll: withOrder(onAll, isGroup) };
  }

  /** Generators of the moves of axes ("rows"): by tags, by exchanging operands, and by axes all identical operands sum. */
  #rowMoves(subset: Subset, rows: readonly Row[], isSummed: (label: Label) => boolean): Permutation[] {
    const { inputs, symmetries, identical } = this.expression;
    const moves: Permutation[] = [];
    const placesOf = new Map<number, number[]>(subset.map((operand) => [operand, []]));
    rows.forEach(({ operand }, row) => {
      placesOf.get(operand)!.push(row);
    });
    const rowsOf = (operand: number): number[] => placesOf.get(operand)!;

    for (const operand of subset) {
      const symmetry = symmetries[operand]!;
      const places = rowsOf(operand);
      if (symmetry === null || places.length === 0) continue;
      for (const generator of symmetry.generators) {
        if (isIdentity(generator)) continue;
        const move = [...identity(rows.length)];
        generator.forEach((image, position) => {
          move[places[symmetry.axes[position]!]!] = places[symmetry.axes[image]!]!;
        });
        moves.push(move);
      }
    }
    const groups = identical
      .map((group) => group.filter((operand) => subset.includes(operand)))
      .filter((group) => group.length >= 2);
    for (const group of groups) {
      group.slice(1).forEach((operand, i) => {
        moves.push(exchanged(rows.length, rowsOf(group[i]!), rowsOf(operand)));
      });
    }
    for (const group of groups) {
      const term = inputs[group[0]!]!;
      if (group.some((operand) => inputs[operand]!.join() !== term.join())) continue;
      const summed = [...term.keys()].filter((axis) => isSummed(term[axis]!));
      summed.slice(1).forEach((axis, i) => {
        const places = group.map(rowsOf);
        moves.push(
          exchanged(
            rows.length,
            places.map((place) => place[summed[i]!]!),
            places.map((place) => place[axis]!),
          ),
        );
      });
    }
    return moves;
  }
}

/** The permutation that swaps rows pairwise. */
function exchanged(count: number, first: readonly number[], second: readonly number[]): Permutation {
  const move = [...identity(count)];
  first.forEach((row, i) => {
    move[row] = second[i]!;
    move[second[i]!] = row;
  });
  return move;
}

/** Number of elements of a group's action on a term's axes: that of the group, where the term repeats no label. */
export const orderOnAxes = ({ order }: LabelGroup, term: readonly Label[]): number | undefined =>
  new Set(term).size === term.length ? order : undefined;

/**
 * A group on labels as permutations of the axes that have them. Where a term repeats a label its last axis stands for
 * all, as in the reference, so that the result need not be one-to-one.
 */
export function onAxes({ labels, generators }: LabelGroup, term: readonly Label[]): Permutation[] {
  const axisOf = new Map(term.map((label, axis) => [label, axis]));
  const position = new Map(labels.map((label, i) => [label, i]));
  return generators.map((generator) =>
    term.map((label, axis) => {
      const place = position.get(label);
      return place === undefined ? axis : (axisOf.get(labels[generator[place]!]!) ?? axis);
    }),
  );
}
