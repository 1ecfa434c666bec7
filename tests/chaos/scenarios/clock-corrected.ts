import { setTimeout as sleep } from 'node:timers/promises';
import { liveThrough } from '../checker/day.ts';
import type { Run, Scenario } from '../checker/run.ts';
import { between } from '../random.ts';

/** Far enough to matter, and less than what senders' signatures may be off. */
const mostSeconds = 100;

/** The machine's clock is wrong and set right, forward and back, while people work. */
export const clockCorrected: Scenario = {
  name: 'clock corrected',
  weight: 3,
  async play(run) {
    const { clock } = run.ground;
    try {
      await liveThrough(run, {
        async meanwhile() {
          for (let times = between(run.random, 1, 3); times > 0; times -= 1) {
            await sleep(run.random() * 300);
            set(run, between(run.random, -mostSeconds, mostSeconds));
          }
          if (run.random() < 0.3) {
            run.history.add('fault', 'kill');
            await run.ground.service.kill();
          }
        },
      });
    } finally {
      clock.set(0);
    }
  },
};

function set(run: Run, seconds: number): void {
  run.history.add('fault', `the machine’s clock is ${seconds} s off`);
  run.ground.clock.set(seconds * 1000);
}
