import { setTimeout as sleep } from 'node:timers/promises';
import { liveThrough } from '../checker/day.ts';
import type { Scenario } from '../checker/run.ts';
import { between } from '../random.ts';

/** Lines are cut in the middle, and answers are lost after what was asked has been done. */
export const cutLines: Scenario = {
  name: 'cut lines',
  weight: 6,
  async play(run) {
    const { feishu, feishuLine, shopLine } = run.ground;
    run.history.add('fault', 'lines are cut, answers lost');
    feishuLine.loseAnswers(between(run.random, 1, 3));
    shopLine.loseAnswers(between(run.random, 1, 2));
    await liveThrough(run, {
      async meanwhile() {
        for (let cuts = between(run.random, 1, 3); cuts > 0; cuts -= 1) {
          await sleep(run.random() * 300);
          feishuLine.cut();
          shopLine.cut();
          feishu.dropConnections();
        }
      },
    });
    feishuLine.heal();
    shopLine.heal();
  },
};
