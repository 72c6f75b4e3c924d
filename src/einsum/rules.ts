/** What differs between releases in the planning and pricing of contractions. */
import { EARLY_RULES, PRESENT_RULES, type SymmetryRules } from '../cost/reduction-rules.js';

export interface EinsumRules {
  readonly symmetry: SymmetryRules;
  /** A label may have extent 1 in one operand and another in the next; otherwise such expressions are refused. */
  readonly stretchesLabels: boolean;
  /** From eight operands on every search is replaced by the greedy one; otherwise only `auto` is. */
  readonly greedyForMany: boolean;
  /** An inferred symmetry is read off with the output's labels sorted, as it was found; otherwise in their order. */
  readonly sortedFrame: boolean;
}

/** The rules of releases up to 0.4. */
export const EARLY_EINSUM_RULES: EinsumRules = {
  symmetry: EARLY_RULES,
  stretchesLabels: false,
  greedyForMany: false,
  sortedFrame: false,
};

/** The rules of present releases. */
export const PRESENT_EINSUM_RULES: EinsumRules = {
  symmetry: PRESENT_RULES,
  stretchesLabels: true,
  greedyForMany: true,
  sortedFrame: true,
};
