import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The addon owns process-wide state (buffer pool, slots): one process per test file.
    pool: 'forks',
    testTimeout: 60_000,
  },
});
