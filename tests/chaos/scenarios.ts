import type { Scenario } from './checker/run.ts';
import { calm } from './scenarios/calm.ts';
import { clockCorrected } from './scenarios/clock-corrected.ts';
import { clockJumps } from './scenarios/clock-jumps.ts';
import { corruptDatabase } from './scenarios/corrupt-database.ts';
import { courierLost } from './scenarios/courier-lost.ts';
import { cutLines } from './scenarios/cut-lines.ts';
import { databaseKilled } from './scenarios/database-killed.ts';
import { deliveries } from './scenarios/deliveries.ts';
import { escalation } from './scenarios/escalation.ts';
import { failingDisk, fullDisk } from './scenarios/full-disk.ts';
import { halfOpen } from './scenarios/half-open.ts';
import { killAnywhere } from './scenarios/kill-anywhere.ts';
import { killAtPoint } from './scenarios/kill-at-point.ts';
import { rateLimits } from './scenarios/rate-limits.ts';
import { readOnlyDisk } from './scenarios/read-only-disk.ts';
import { slowDisk } from './scenarios/slow-disk.ts';
import { twoNodes } from './scenarios/two-nodes.ts';

/** Everything that can happen to the service. One more is a file and a line here. */
export const scenarios: readonly Scenario[] = [
  calm,
  deliveries,
  killAnywhere,
  killAtPoint,
  escalation,
  clockJumps,
  clockCorrected,
  rateLimits,
  cutLines,
  halfOpen,
  slowDisk,
  fullDisk,
  failingDisk,
  readOnlyDisk,
  corruptDatabase,
  databaseKilled,
  courierLost,
  twoNodes,
];
