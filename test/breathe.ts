/** Lets the test runner's messages through: it gives up on a worker that does not answer for a minute. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
