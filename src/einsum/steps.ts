/** The steps of a contraction path: what is contracted with what, and into which labels. */
import { IndexError, PyTypeError, ValueError } from '../errors.js';
import type { Path } from './path/network.js';
import { expressionText, type Label, type Shape, type Term } from './terms.js';

/** One contraction of a path. */
export interface Step {
  /**
   * Positions of the operands in the list as it then stands, largest first as they are taken out; the result joins the
   * list at its end.
   */
  readonly positions: readonly number[];
  /** Terms of the operands, in the order of `positions`. */
  readonly inputs: readonly Term[];
  readonly output: Term;
  /** Extents of the operands once labels of extent 1 are stretched. */
  readonly shapes: readonly Shape[];
  /** `ab,bc->ac`. */
  readonly subscripts: string;
}

/** Takes out an item as Python's `list.pop(i)` does, negative positions counting from the end. */
export function takeAt<T>(list: T[], position: number): T {
  const index = position < 0 ? position + list.length : position;
  if (index < 0 || index >= list.length) throw new IndexError(`a path names operand ${position} of ${list.length}`);
  return list.splice(index, 1)[0]!;
}

/** Positions of a contraction in the order in which operands are taken out. */
export const takingOrder = (contraction: readonly number[]): number[] => [...contraction].sort((a, b) => b - a);

/** Labels of an intermediate result, in the order in which the operands have them. */
const inOrderOf = (inputs: readonly Term[], labels: ReadonlySet<Label>): Label[] => [
  ...new Set(inputs.flat().filter((label) => labels.has(label))),
];

/**
 * Raises IndexError for a path that names operands there are not, TypeError for one with an empty contraction, ValueError
 * for one that ends before the operands with the output's labels were contracted.
 */
export function pathSteps(
  path: Path,
  inputs: readonly Term[],
  output: Term,
  extents: ReadonlyMap<Label, number>,
): Step[] {
  const terms = [...inputs];
  return path.map((contraction, i) => {
    const positions = takingOrder(contraction);
    const taken = positions.map((position) => takeAt(terms, position));
    if (taken.length === 0) throw new PyTypeError('a contraction of a path has no operands');
    const wanted = new Set([...output, ...terms.flat()]);
    const isLast = i === path.length - 1;
    const result = isLast ? output : inOrderOf(taken, wanted);
    const present = new Set(taken.flat());
    if (result.some((label) => !present.has(label))) throw new ValueError('the path leaves operands uncontracted');
    terms.push(result);
    return {
      positions,
      inputs: taken,
      output: result,
      shapes: taken.map((term) => term.map((label) => extents.get(label)!)),
      subscripts: expressionText(taken, result),
    };
  });
}
