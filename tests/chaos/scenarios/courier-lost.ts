import { setTimeout as sleep } from 'node:timers/promises';
import { liveThrough } from '../checker/day.ts';
import type { Scenario } from '../checker/run.ts';
import { between } from '../random.ts';

/** Redis forgets everything, or is away for a while and comes back empty: it only carries, so nobody may notice. */
export const courierLost: Scenario = {
  name: 'courier lost',
  weight: 4,
  possible: ({ engine }) => engine.courier !== undefined,
  play: (run) =>
    liveThrough(run, {
      async meanwhile() {
        const courier = run.ground.engine.courier!;
        for (let times = between(run.random, 1, 3); times > 0; times -= 1) {
          await sleep(run.random() * 400);
          if (run.random() < 0.5) {
            run.history.add('fault', 'Redis is wiped');
            await courier.flush();
          } else {
            run.history.add('fault', 'Redis is killed');
            await courier.kill();
            await sleep(run.random() * 800);
            await courier.start();
          }
        }
      },
    }),
};
