/** Exports of native/binding/wait.cpp: waiting for requests. */

export interface WaitExports {
  /**
   * Whether a file descriptor became readable within that many milliseconds. The thread does nothing else meanwhile; a
   * signal ends the wait.
   */
  awaitReadable(descriptor: number, milliseconds: number): boolean;
}
