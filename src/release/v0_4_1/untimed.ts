/** Operations that run outside the release's timers: budget summaries show a backend time of exactly 0 for them. */

// Random numbers are not timed, but for these, which the release implements in several steps.
const TIMED_RANDOM = new Set(
  'bytes choice permutation random random_sample ranf sample shuffle'.split(' ').map((name) => `random.${name}`),
);

const UNTIMED = new Set(
  (
    'arange as_symmetric asarray_chkfinite base_repr binary_repr block bmat broadcast_arrays choose compress concat ' +
    'delete diagflat dstack einsum_path from_dlpack frombuffer full indices ix_ packbits pad repeat resize rollaxis ' +
    'take tile trim_zeros'
  ).split(' '),
);

export const isUntimed = (op: string): boolean =>
  UNTIMED.has(op) || op.startsWith('stats.') || (op.startsWith('random.') && !TIMED_RANDOM.has(op));
