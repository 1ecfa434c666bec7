import { afterEach, expect, test } from 'vitest';
import { endProcesses } from '../timeline/start-process.ts';
import { runCampaign } from './checker/campaign.ts';
import type { RunReport } from './checker/campaign.ts';
import { calm } from './scenarios/calm.ts';
import { cutLines } from './scenarios/cut-lines.ts';
import { fullDisk } from './scenarios/full-disk.ts';
import { killAnywhere } from './scenarios/kill-anywhere.ts';

afterEach(endProcesses);

// A short one; `npm run chaos` plays every scenario for as long as one likes.
test('in a few short lives nothing is lost, doubled or wrong', { timeout: 300_000 }, async () => {
  const reports: RunReport[] = [];
  await runCampaign({
    engine: 'sqlite',
    scenarios: [calm, cutLines, fullDisk, killAnywhere],
    order: 'in turn',
    seed: 1,
    runs: 4,
    workers: 1,
    onRun: (report) => reports.push(report),
  });
  expect(reports).toHaveLength(4);
  expect(reports.filter(({ faults }) => faults.length > 0)).toEqual([]);
});
