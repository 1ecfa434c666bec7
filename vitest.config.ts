import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import LongestFirst from './tests/longest-first.ts';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Tests wait a third of their time, so one more than there are cores; each brings a service, a browser, a mail server.
    maxWorkers: Math.min(availableParallelism(), 4) + 1,
    sequence: { sequencer: LongestFirst },
  },
});
