import { setTimeout as sleep } from 'node:timers/promises';
import { liveThrough } from '../checker/day.ts';
import type { Scenario } from '../checker/run.ts';
import { between } from '../random.ts';

/**
 * A disk that takes its time, as far as it can be had without a driver of one's own: the whole process stands still for a
 * while, and somebody else keeps the writer waiting.
 */
export const slowDisk: Scenario = {
  name: 'slow disk',
  weight: 6,
  play: (run) =>
    liveThrough(run, {
      async meanwhile() {
        run.history.add('fault', 'the disk is slow');
        for (let stalls = between(run.random, 2, 4); stalls > 0; stalls -= 1) {
          await sleep(run.random() * 200);
          if (run.random() < 0.5) await run.ground.service.pause(50 + run.random() * 400);
          else await run.ground.engine.holdWriter(50 + run.random() * 400);
        }
      },
    }),
};
