import { setTimeout as sleep } from 'node:timers/promises';
import { liveThrough } from '../checker/day.ts';
import type { Scenario } from '../checker/run.ts';
import { between } from '../random.ts';

/** Another process works on the same database, and its clock is off; either of them may be killed. */
export const twoNodes: Scenario = {
  name: 'two nodes',
  weight: 3,
  possible: ({ engine }) => engine.server !== undefined,
  async play(run) {
    const skewSeconds = between(run.random, -90, 90);
    run.history.add('fault', `another node comes, ${skewSeconds} s off`);
    const other = await run.ground.joinedBy(skewSeconds * 1000);
    try {
      await liveThrough(run, {
        async meanwhile() {
          await sleep(run.random() * 900);
          if (run.random() < 0.4) {
            run.history.add('fault', 'kill');
            await run.ground.service.kill();
          } else if (run.random() < 0.5) {
            run.history.add('fault', 'kill the other');
            await other.kill();
          }
        },
      });
    } finally {
      await other.leave();
    }
  },
};
