import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // SQLite files, ports and a browser per test file: two at a time is what two cores carry.
    maxWorkers: 2,
  },
});
