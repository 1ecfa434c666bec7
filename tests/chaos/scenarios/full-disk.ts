import { setTimeout as sleep } from 'node:timers/promises';
import { wrongly } from '../checker/wrongly.ts';
import { liveThrough } from '../checker/day.ts';
import { limitFileSize } from '../checker/disk.ts';
import type { Run, Scenario } from '../checker/run.ts';

/** The disk is full for a while: nobody is told 200 for what is not kept, pushes are told 503, and all goes on once there is room. */
export const fullDisk: Scenario = {
  name: 'full disk',
  weight: 5,
  possible: ({ disk, engine }) => disk.kind === 'small' && engine.inFolder,
  play: (run) =>
    whileRefusing(run, 'the disk is full', {
      begin: () => run.ground.disk.fill(Math.floor(run.random() * 16_384)),
      end: () => run.ground.disk.free(),
    }),
};

/** The same where no disk of one's own can be had, and for errors other than "full": every write beyond a few kilobytes fails. */
export const failingDisk: Scenario = {
  name: 'failing disk',
  weight: 4,
  possible: ({ engine }) => process.platform === 'linux' && engine.inFolder,
  play: (run) =>
    whileRefusing(run, 'writes fail', {
      begin: () => wrongly(!limitFileSize(run.ground.service.pid, 4_096), 'prlimit does not work here'),
      end: () => wrongly(!limitFileSize(run.ground.service.pid, null), 'prlimit does not work here'),
    }),
};

async function whileRefusing(run: Run, what: string, trouble: { begin(): void; end(): void }): Promise<void> {
  await liveThrough(run, {
    writing: { repeated: 0.3, messages: 30 },
    async meanwhile() {
      await sleep(run.random() * 200);
      run.history.add('fault', what);
      trouble.begin();
      try {
        await sleep(300 + run.random() * 500);
      } finally {
        trouble.end();
      }
    },
  });
}
