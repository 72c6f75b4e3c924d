/** How many array handles a request is expected to need: the release refuses it beforehand when they do not fit. */

// Operations that return several arrays. The release counts one handle for every operation not listed here.
const SEVERAL = new Map(
  Object.entries({
    'linalg.eig': 2,
    'linalg.eigh': 2,
    'linalg.qr': 2,
    'linalg.svd': 3,
    'linalg.slogdet': 2,
    'linalg.lstsq': 4,
    modf: 2,
    frexp: 2,
    divmod: 2,
    polydiv: 2,
    histogram: 2,
    histogram2d: 3,
  }),
);

const ONE_PER_ARGUMENT = new Set(['meshgrid', 'broadcast_arrays', 'ix_']);

const NONE = new Set([
  'save',
  'savez',
  'savez_compressed',
  'random.default_rng',
  'random.SeedSequence',
  'random.RandomState',
]);

export function handlesNeeded(op: string): number | 'one per argument' {
  if (NONE.has(op)) return 0;
  return ONE_PER_ARGUMENT.has(op) ? 'one per argument' : (SEVERAL.get(op) ?? 1);
}
