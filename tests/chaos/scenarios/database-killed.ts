import { setTimeout as sleep } from 'node:timers/promises';
import { liveThrough } from '../checker/day.ts';
import type { Scenario } from '../checker/run.ts';

/** The database's own server dies and comes back; whoever was told that something is kept finds it there. */
export const databaseKilled: Scenario = {
  name: 'database killed',
  weight: 4,
  possible: ({ engine }) => engine.server !== undefined,
  play: (run) =>
    liveThrough(run, {
      async meanwhile() {
        const { server } = run.ground.engine;
        await sleep(run.random() * 500);
        run.history.add('fault', 'the database is killed');
        await server!.kill();
        await sleep(run.random() * 500);
        await server!.start();
      },
    }),
};
