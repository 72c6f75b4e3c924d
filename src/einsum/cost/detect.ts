/**
 * Symmetries of a whole expression: permutations of its labels that come from moving axes of its operands.
 *
 * Axes of a tagged operand may be permuted by its tag, and operands that are one and the same array may be exchanged.
 * Such a move of axes is a symmetry of the expression when it amounts to renaming labels, output labels included.
 */
import { burnside, type Component } from '../../cost/orbits.js';
import { componentsOf, minimalGenerators } from '../../cost/reduction.js';
import type { SymmetryRules } from '../../cost/reduction-rules.js';
import { IndexError } from '../../errors.js';
import {
  chargeListing,
  ENUMERATION_BUDGET,
  EnumerationBudgetExceeded,
  withSharedBudget,
} from '../../symmetry/enumeration.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { identity, isIdentity, keyOf, type Permutation } from '../../symmetry/permutation.js';
import { PermutationList } from '../../symmetry/permutation-list.js';
import { orderWithin } from '../../symmetry/stabilizer-chain.js';
import { type Label, sortedLabels, type Term } from '../terms.js';
import { LabelMap } from './label-map.js';

/** What bears on the price of a contraction. */
export interface Contracted {
  readonly inputs: readonly Term[];
  readonly output: Term;
  readonly symmetries: readonly (SymmetryGroup | null)[];
  /** Operands that are one array: groups of two or more operand numbers. */
  readonly identical: readonly (readonly number[])[];
}

/** Links between labels that a move of one operand's axes onto another's asks for: from, to, from, to, ... */
type Links = readonly number[];

/** With the listing budget shared, choosing generators among this many permutations exhausts it. */
const HOPELESS_CANDIDATES = 320;
/** Exchanges of identical operands are all tried first up to this many of them, as the reference does. */
const FEW_IDENTICAL = 8;
/**
 * Trials after which the search is given up and the expression priced without symmetry. All steps of a plan share
 * them; the reference takes minutes for as many.
 */
const TRIAL_LIMIT = 1_000_000;
let trialsLeft = TRIAL_LIMIT;

/** Grants the plan that is about to be made its trials. */
export const renewTrials = (): void => {
  trialsLeft = TRIAL_LIMIT;
};

/** Moves of an operand's axes under its tag: axis i goes to move[i]. */
function axisMoves(symmetry: SymmetryGroup | null, rank: number): Permutation[] {
  if (symmetry === null) return [identity(rank)];
  return symmetry.elements.map((element) => {
    const move = [...identity(rank)];
    element.forEach((image, position) => {
      const [from, to] = [symmetry.axes[position]!, symmetry.axes[image]!];
      if (from < rank && to < rank) move[from] = to;
    });
    return move;
  });
}

/** The distinct demands on labels of moving the axes of one operand onto those of another; impossible ones left out. */
function distinctLinks(from: readonly number[], onto: readonly number[], moves: readonly Permutation[]): Links[] {
  const distinct = new Map<string, Links>();
  for (const move of moves) {
    const sources = [...onto];
    move.forEach((target, axis) => {
      sources[target] = from[axis]!;
    });
    const forward = new Map<number, number>();
    const backward = new Map<number, number>();
    const fits = onto.every((to, axis) => {
      const source = sources[axis]!;
      if ((forward.get(source) ?? to) !== to || (backward.get(to) ?? source) !== source) return false;
      forward.set(source, to);
      backward.set(to, source);
      return true;
    });
    if (!fits) continue;
    const links = [...forward].flat();
    const key = keyOf(links);
    if (!distinct.has(key)) distinct.set(key, links);
  }
  return [...distinct.values()];
}

/** A choice in the search: which operand of a group comes in the place of another, or how its axes are moved. */
interface Choice {
  readonly kind: 'operand' | 'move';
  readonly group: number;
  readonly place: number;
}

/** One group of identical operands, or a single one. */
class Operands {
  readonly #moves: readonly Permutation[];
  /** For each operand the first one with the same term. */
  readonly #alike: readonly number[];
  /** By place and operand chosen for it. */
  readonly #links: (readonly Links[] | undefined)[][];
  /** Operand chosen for each place. */
  readonly chosen: number[] = [];

  constructor(
    readonly terms: readonly (readonly number[])[],
    symmetry: SymmetryGroup | null,
  ) {
    const rank = terms[0]!.length;
    const keys = terms.map(keyOf);
    this.#alike = keys.map((key) => keys.indexOf(key));
    this.#links = terms.map(() => []);
    this.#moves = axisMoves(symmetry, rank);
    if (terms.some((term) => term.length !== rank)) {
      throw new IndexError('identical operands were reduced to different ranks');
    }
  }

  get count(): number {
    return this.terms.length;
  }

  /** Operands that may come in a place once those before it are chosen; of operands with equal terms, one. */
  candidates(place: number): number[] {
    const left = new Uint8Array(this.count).fill(1);
    for (let before = 0; before < place; before++) left[this.chosen[before]!] = 0;
    const tried = new Uint8Array(this.count);
    const found: number[] = [];
    this.#alike.forEach((first, operand) => {
      if (left[operand] === 0 || tried[first] === 1) return;
      tried[first] = 1;
      found.push(operand);
    });
    return found;
  }

  links(place: number): readonly Links[] {
    const onto = this.chosen[place]!;
    const known = this.#links[this.#alike[place]!]!;
    const first = this.#alike[onto]!;
    known[first] ??= distinctLinks(this.terms[place]!, this.terms[onto]!, this.#moves);
    return known[first];
  }
}

/** Label permutations that come of exchanging two neighbouring operands of a group and nothing else. */
function exchanges(groups: readonly Operands[], labels: number): Permutation[] {
  const found: Permutation[] = [];
  for (const { terms } of groups) {
    for (let first = 0; first + 1 < terms.length; first++) {
      const map = new LabelMap(labels);
      const linked = (from: readonly number[], onto: readonly number[]): boolean =>
        from.every((label, axis) => map.link(label, onto[axis]!));
      const fits = groups.every((group) =>
        group.terms.every((term, i) => {
          const isExchanged = group.terms === terms && (i === first || i === first + 1);
          return linked(term, isExchanged ? terms[2 * first + 1 - i]! : term);
        }),
      );
      if (fits && !isIdentity(map.image)) found.push([...map.image]);
    }
  }
  return found;
}

/** Label permutations of an expression in the order in which the reference meets them, the identity left out. */
function labelPermutations(groups: readonly Operands[], labels: number, limit: number): Permutation[] {
  const choices: Choice[] = groups.flatMap((operands, group) => {
    const places = [...identity(operands.count)];
    const operand = (place: number): Choice => ({ kind: 'operand', group, place });
    const move = (place: number): Choice => ({ kind: 'move', group, place });
    if (operands.count > FEW_IDENTICAL) return places.flatMap((place) => [operand(place), move(place)]);
    return [...places.map(operand), ...places.map(move)];
  });
  const map = new LabelMap(labels);
  const found = new PermutationList(labels);

  const follow = (links: Links, then: () => void): void => {
    if (--trialsLeft < 0) throw new EnumerationBudgetExceeded();
    const mark = map.mark;
    let fits = true;
    for (let i = 0; fits && i < links.length; i += 2) fits = map.link(links[i]!, links[i + 1]!);
    if (fits) then();
    map.undoTo(mark);
  };

  const visit = (depth: number): void => {
    if (depth === choices.length) {
      if (isIdentity(map.image)) return;
      if (found.add(map.image) && found.size >= limit) throw new EnumerationBudgetExceeded();
      return;
    }
    const { kind, group, place } = choices[depth]!;
    const operands = groups[group]!;
    if (kind === 'move') {
      for (const links of operands.links(place)) follow(links, () => visit(depth + 1));
      return;
    }
    for (const operand of operands.candidates(place)) {
      operands.chosen[place] = operand;
      const links = operands.links(place);
      if (links.length === 1) follow(links[0]!, () => visit(depth + 1));
      else if (links.length > 1) visit(depth + 1);
    }
  };
  // What exchanges generate will be found; when that is too much already, the search is spared.
  if (orderWithin(exchanges(groups, labels), labels, limit) === undefined) throw new EnumerationBudgetExceeded();
  visit(0);
  return found.toArray();
}

/** What an expression's labels look like to those who count: components that its symmetries act on separately. */
export interface DetectedSymmetry {
  readonly labels: readonly Label[];
  readonly sizes: readonly number[];
  readonly components: readonly Component[];
}

/**
 * Components of an expression. Raises EnumerationBudgetExceeded where its symmetries are too many to list, ValueError
 * when they exchange labels of different extents, IndexError when identical operands differ in rank.
 */
export function detectSymmetry(
  { inputs, output, symmetries, identical }: Contracted,
  extents: ReadonlyMap<Label, number>,
  rules: SymmetryRules,
): DetectedSymmetry {
  const labels = sortedLabels(inputs.flat());
  const number = new Map(labels.map((label, i) => [label, i]));
  const sizes = labels.map((label) => extents.get(label)!);
  const visible = labels.map((label) => output.includes(label));
  const exchanged = new Set(identical.flat());
  const singles = identity(inputs.length).filter((operand) => !exchanged.has(operand));
  const hasSymmetry = identical.length > 0 || symmetries.some((symmetry) => symmetry !== null);
  const generators = hasSymmetry
    ? withBudgetOf(rules, () => {
        const groups = [...identical, ...singles.map((operand) => [operand])].map((group) => {
          const terms = group.map((operand) => inputs[operand]!.map((label) => number.get(label)!));
          return new Operands(terms, symmetries[group[0]!]!);
        });
        const limit = rules.sharedListingBudget ? HOPELESS_CANDIDATES : ENUMERATION_BUDGET;
        return labelPermutations(groups, labels.length, limit);
      })
    : [];
  const components = componentsOf(generators, visible, sizes);
  for (const component of components) burnside(component.elements, component.sizes);
  return { labels, sizes, components };
}

/** Chooses generators among candidates, with all listings of their group held to one budget where the release does so. */
function withBudgetOf(rules: SymmetryRules, candidates: () => Permutation[]): Permutation[] {
  const all = candidates();
  if (all.length === 0) return [];
  const choose = (): Permutation[] => {
    const { generators, order } = minimalGenerators(all, all[0]!.length);
    chargeListing(order);
    return generators;
  };
  return rules.sharedListingBudget ? withSharedBudget(choose) : choose();
}
