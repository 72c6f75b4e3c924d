/** Operations that run outside the release's timers: budget summaries show a backend time of exactly 0 for them. */

// Random numbers are not timed, but for these, which the release implements in several steps.
const TIMED_RANDOM = new Set(
  'bytes choice permutation random random_sample ranf sample shuffle'.split(' ').map((name) => `random.${name}`),
);

const UNTIMED = new Set(
  (
    'as_symmetric base_repr binary_repr broadcast_arrays diag_indices diag_indices_from einsum_path from_dlpack ' +
    'frombuffer getitem rollaxis tri tril_indices tril_indices_from triu_indices triu_indices_from'
  ).split(' '),
);

export const isUntimed = (op: string): boolean =>
  UNTIMED.has(op) || op.startsWith('stats.') || (op.startsWith('random.') && !TIMED_RANDOM.has(op));
