/** Labels and terms: the vocabulary of an Einstein summation. */

/** A label of an axis: one Unicode character. */
export type Label = string;

/** The labels of one operand, or of the output, axis by axis. */
export type Term = readonly Label[];

export type Shape = readonly number[];

/** Order of labels wherever they are sorted: by code point. */
export const compareLabels = (a: Label, b: Label): number => a.codePointAt(0)! - b.codePointAt(0)!;

export const sortedLabels = (labels: Iterable<Label>): Label[] => [...new Set(labels)].sort(compareLabels);

/** `ij,jk->ik`. */
export const expressionText = (inputs: readonly Term[], output: Term): string =>
  `${inputs.map((term) => term.join('')).join(',')}->${output.join('')}`;

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SURROGATES_START = 0xd800;

/** The i-th symbol for labels that have no name of their own: letters first, then other characters. */
export function symbol(i: number): Label {
  if (i < LETTERS.length) return LETTERS[i]!;
  return String.fromCodePoint(i >= SURROGATES_START ? i + 2048 : i + 140);
}
