import { liveThrough } from '../checker/day.ts';
import type { Scenario } from '../checker/run.ts';

/** What is pushed comes twice, three times, late and in any order; the messenger's frames come in pieces. */
export const deliveries: Scenario = {
  name: 'deliveries',
  weight: 10,
  async play(run) {
    run.ground.feishu.splitFrames(3);
    try {
      await liveThrough(run, { writing: { order: 'shuffled', repeated: 0.6, atOnce: 8 } });
    } finally {
      run.ground.feishu.splitFrames(1);
    }
  },
};
