import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import LongestFirst from './tests/longest-first.ts';

/** Stories that are played once more by two services on one PostgreSQL and one Redis: the same cards, each once. */
const onTwoNodes = [
  'deadline-settings',
  'digest',
  'escalation',
  'matters',
  'noise',
  'noise-groups',
  'outage',
  'routes',
  'silent-store',
  'spike',
  'waiting-rules',
].map((name) => `tests/e2e/${name}.test.ts`);

/** Generous: they only end what hangs; how fast something is say the benches. */
const limits = { testTimeout: 45_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    // Tests wait a third of their time, so one more than there are cores; each brings a service, a browser, a mail server.
    maxWorkers: Math.min(availableParallelism(), 4) + 1,
    sequence: { sequencer: LongestFirst },
    projects: [
      // Without what the other project's set-up leaves in the environment.
      { test: { name: 'sqlite', include: ['tests/**/*.test.ts'], env: { TEST_POSTGRES: '', TEST_REDIS: '' }, ...limits } },
      {
        test: {
          name: 'two nodes',
          include: onTwoNodes,
          env: { TEST_NODES: '2' },
          globalSetup: ['tests/servers/global-setup.ts'],
          testTimeout: 2 * limits.testTimeout,
          hookTimeout: limits.hookTimeout,
        },
      },
    ],
  },
});
