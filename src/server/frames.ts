/**
 * Memory for large reply frames.
 *
 * Touching fresh memory costs several times what copying into it does, so the memory of a sent frame is used again.
 * The socket keeps a frame until it has been sent and does not tell; what it keeps is a view, and when the view has
 * been collected the memory behind it is free.
 */

/** Smaller frames are not worth keeping. */
const LARGE = 1 << 20;
/** Frames kept for use again. */
const KEPT = 2;

interface Lent {
  readonly memory: ArrayBuffer;
  view: WeakRef<Uint8Array>;
}

const kept: Lent[] = [];

/** A frame of `bytes` bytes with unspecified contents. */
export function allocateFrame(bytes: number): Uint8Array {
  if (bytes < LARGE) return new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer);
  const free = kept.find(({ memory, view }) => memory.byteLength >= bytes && view.deref() === undefined);
  const memory = free?.memory ?? (Buffer.allocUnsafeSlow(bytes).buffer as ArrayBuffer);
  const view = new Uint8Array(memory, 0, bytes);
  if (free !== undefined) free.view = new WeakRef(view);
  else keep({ memory, view: new WeakRef(view) });
  return view;
}

/** Keeps the newest frames: programs fetch arrays of like sizes. */
function keep(lent: Lent): void {
  kept.push(lent);
  if (kept.length > KEPT) kept.shift();
}

/** Lets go of the memory kept for use again. */
export function releaseFrames(): void {
  kept.length = 0;
}
