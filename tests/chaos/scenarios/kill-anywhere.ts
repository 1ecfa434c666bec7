import { setTimeout as sleep } from 'node:timers/promises';
import { liveThrough } from '../checker/day.ts';
import type { Scenario } from '../checker/run.ts';

/** kill -9 at any moment of a busy time. */
export const killAnywhere: Scenario = {
  name: 'kill anywhere',
  weight: 4,
  play: (run) =>
    liveThrough(run, {
      writing: { repeated: 0.3 },
      async meanwhile() {
        await sleep(run.random() * 900);
        run.history.add('fault', 'kill');
        await run.ground.service.kill();
      },
    }),
};
