/** Reads the subscripts of an Einstein summation, as opt_einsum does for numpy.einsum. */
import { IndexError, KeyError, PyTypeError, ValueError } from '../errors.js';
import { compareLabels, expressionText, type Label, type Shape, sortedLabels, symbol, type Term } from './terms.js';

/** An expression with its output spelled out and its ellipses replaced by labels. */
export interface Expression {
  readonly inputs: readonly Term[];
  readonly output: Term;
  /** `ij,jk->ik`. */
  readonly text: string;
}

const ARROW = '->';
const ELLIPSIS = '...';

const occurrences = (text: string, part: string): number => text.split(part).length - 1;

/** Labels that occur once, sorted: the output where none is given. */
function impliedOutput(inputs: readonly string[]): Label[] {
  const counts = new Map<Label, number>();
  for (const label of inputs.flatMap((input) => [...input])) counts.set(label, (counts.get(label) ?? 0) + 1);
  return sortedLabels(counts.keys()).filter((label) => counts.get(label) === 1);
}

/** `count` symbols that do not occur in `used`. */
function unusedSymbols(used: string, count: number): Label[] {
  const symbols: Label[] = [];
  for (let i = 0; symbols.length < count; i++) if (!used.includes(symbol(i))) symbols.push(symbol(i));
  return symbols;
}

/** Axes the ellipsis of a term stands for. */
function ellipsisLength(term: string, shape: Shape): number {
  if (occurrences(term, '.') !== 3 || !term.includes(ELLIPSIS)) throw new ValueError(`'${term}' has a broken ellipsis`);
  if (shape.length === 0) return 0;
  const length = shape.length - ([...term].length - 3);
  if (length < 0)
    throw new ValueError(`'${term}' has more labels than its operand of ${shape.length} dimensions has axes`);
  return length;
}

/** Replaces ellipses by labels counted from the end, so that terms broadcast against each other. */
function expandEllipses(subscripts: string, shapes: readonly Shape[]): string {
  if (shapes.length === 0) throw new ValueError('an ellipsis needs operands');
  const used = subscripts.replaceAll(/[.,]/g, '').replace(ARROW, '');
  const spare = unusedSymbols(used, Math.max(...shapes.map((shape) => shape.length)));
  const last = (count: number): string => spare.slice(spare.length - count).join('');
  const [inputText, outputText] = subscripts.split(ARROW) as [string, string | undefined];
  let longest = 0;
  const inputs = inputText.split(',').map((term, i) => {
    if (!term.includes('.')) return term;
    const shape = shapes[i];
    if (occurrences(term, '.') === 3 && term.includes(ELLIPSIS) && shape === undefined) {
      throw new IndexError(`subscripts name operand ${i}, there are ${shapes.length}`);
    }
    const length = ellipsisLength(term, shape ?? []);
    longest = Math.max(longest, length);
    return term.replace(ELLIPSIS, last(length));
  });
  const broadcast = last(longest);
  const output =
    outputText === undefined
      ? broadcast +
        impliedOutput(inputs)
          .filter((label) => !broadcast.includes(label))
          .join('')
      : outputText.replaceAll(ELLIPSIS, broadcast);
  return inputs.join(',') + ARROW + output;
}

/**
 * Reads subscripts such as `ij,jk->ik`, `...ij,jk` or `ii`.
 *
 * Raises ValueError for misplaced arrows and ellipses, an output label that is repeated or occurs in no input, or a
 * number of terms that differs from the number of operands; IndexError when a term with an ellipsis has no operand.
 */
export function parseSubscripts(subscripts: string, shapes: readonly Shape[]): Expression {
  let text = subscripts.replaceAll(' ', '');
  if (/[->]/.test(text)) {
    const isSingle = occurrences(text, '-') <= 1 && occurrences(text, '>') <= 1 && occurrences(text, ARROW) === 1;
    if (!isSingle) throw new ValueError(`subscripts may have one '->', '${text}' does not`);
  }
  if (text.includes('.')) text = expandEllipses(text, shapes);
  const [inputText, outputText] = text.split(ARROW) as [string, string | undefined];
  const inputs = inputText.split(',');
  const output = outputText === undefined ? impliedOutput(inputs) : [...outputText];
  for (const label of output) {
    if (output.indexOf(label) !== output.lastIndexOf(label))
      throw new ValueError(`output label '${label}' is repeated`);
    if (!inputText.includes(label)) throw new ValueError(`output label '${label}' occurs in no input`);
  }
  if (inputs.length !== shapes.length) {
    throw new ValueError(`subscripts have ${inputs.length} terms for ${shapes.length} operands`);
  }
  const terms = inputs.map((input) => [...input]);
  return { inputs: terms, output, text: expressionText(terms, output) };
}

/** A label of a sublist; `'...'` is an ellipsis. */
export type SublistLabel = number | string;

/**
 * Subscripts for the interleaved form, `einsum(a, [0, 1], b, [1, 2], [0, 2])`: a sublist per operand and, if given,
 * one for the output. Raises TypeError when labels cannot be ordered among themselves,
 * KeyError for an output label that no operand has.
 */
export function subscriptsFromSublists(
  sublists: readonly (readonly SublistLabel[])[],
  output?: readonly SublistLabel[],
): string {
  const named = new Set(sublists.flat().filter((label) => label !== ELLIPSIS));
  const kinds = new Set([...named].map((label) => typeof label));
  if (kinds.size > 1) throw new PyTypeError('labels of sublists must be all integers or all strings');
  const ordered = [...named].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : compareLabels(String(a), String(b)),
  );
  const symbols = new Map(ordered.map((label, i) => [label, symbol(i)]));
  const written = (sublist: readonly SublistLabel[]): string =>
    sublist
      .map((label) => {
        if (label === ELLIPSIS) return ELLIPSIS;
        const known = symbols.get(label);
        if (known === undefined) throw new KeyError(String(label));
        return known;
      })
      .join('');
  const inputs = sublists.map(written).join(',');
  return output === undefined ? inputs : inputs + ARROW + written(output);
}
