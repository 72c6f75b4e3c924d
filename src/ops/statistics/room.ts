/** Room for results whose size an argument decides. */
import { type Dtype, itemsizeOf } from '../../array/dtype.js';
import { MemoryError, ValueError } from '../../errors.js';
import type { OpContext } from '../define.js';
import { requireRoomFor } from '../structure/common.js';

/** More than the reference has been found to get from its system at once. */
const BEYOND_MEMORY = 2 ** 34;

/**
 * Refuses a result that is too large before any memory is taken for it: ValueError beyond the size limit and for sizes
 * no address reaches, MemoryError for what the reference cannot allocate either.
 */
export function requireMemoryFor(elements: number, dtype: Dtype, ctx: OpContext): void {
  const bytes = elements * itemsizeOf(dtype);
  if (bytes >= 2 ** 63) throw new ValueError('array is too big: its size exceeds the maximum possible');
  if (bytes > BEYOND_MEMORY) {
    throw new MemoryError(`unable to allocate ${bytes} bytes for an array of ${elements} elements`);
  }
  requireRoomFor([elements], dtype, ctx);
}
