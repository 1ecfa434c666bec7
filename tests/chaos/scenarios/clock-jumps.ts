import { setTimeout as sleep } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { liveThrough } from '../checker/day.ts';
import type { Run, Scenario } from '../checker/run.ts';
import { between, oneOf } from '../random.ts';
import { sandboxClient } from '../../timeline/sandbox-client.ts';

const zone = 'Europe/Berlin';

/** Time jumps while people work: by minutes, over a night, over the hour that summer takes or winter gives. */
export const clockJumps: Scenario = {
  name: 'clock jumps',
  weight: 6,
  play: (run) =>
    liveThrough(run, {
      async meanwhile() {
        for (let jumps = between(run.random, 1, 3); jumps > 0; jumps -= 1) {
          await sleep(run.random() * 300);
          await jump(run, oneOf(run.random, [minutes, aNight, overTheChange])(run, await run.ground.now()));
        }
        if (run.random() < 0.3) {
          run.history.add('fault', 'kill');
          await run.ground.service.kill();
        }
      },
    }),
};

const minutes = (run: Run): number => between(run.random, 1, 90) * 60;
const aNight = (run: Run): number => between(run.random, 8, 20) * 3_600;

/** To an hour or less before the next change of the clocks or behind it. */
function overTheChange(run: Run, now: number): number {
  const from = DateTime.fromMillis(now, { zone });
  let day = from;
  while (day.plus({ days: 1 }).offset === from.offset) day = day.plus({ days: 1 });
  const change = day.plus({ days: 1 }).startOf('day').set({ hour: 2 });
  return Math.max(60, Math.round((change.toMillis() - now) / 1000) + between(run.random, -3_600, 7_200));
}

async function jump(run: Run, seconds: number): Promise<void> {
  run.history.add('fault', `the clock jumps ${seconds} s`);
  // Two answers lost in between would jump twice; that is another jump.
  await run.ground.service.insist((url) => sandboxClient(url).advance(seconds), 'the clock');
}
