/** What differs between releases in prices that depend on symmetry. */

export interface SymmetryRules {
  /** A sum over nothing is free of accumulations; otherwise its outputs are subtracted all the same. */
  readonly emptyIsFree: boolean;
  /** All listings of group elements in one computation share one budget. */
  readonly sharedListingBudget: boolean;
  /** A group too large to list counts as none in elementwise prices; otherwise the operation fails, free of charge. */
  readonly oversizedIsDense: boolean;
  /** Symmetry leaves a price of zero at zero; otherwise it becomes one. */
  readonly zeroStaysZero: boolean;
}

/** The rules of releases up to 0.4. */
export const EARLY_RULES: SymmetryRules = {
  emptyIsFree: false,
  sharedListingBudget: false,
  oversizedIsDense: false,
  zeroStaysZero: false,
};

/** The rules of present releases. */
export const PRESENT_RULES: SymmetryRules = {
  emptyIsFree: true,
  sharedListingBudget: true,
  oversizedIsDense: true,
  zeroStaysZero: true,
};
