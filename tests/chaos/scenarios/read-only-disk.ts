import { liveThrough } from '../checker/day.ts';
import type { Scenario } from '../checker/run.ts';
import { wrongly } from '../checker/wrongly.ts';
import { startProcess } from '../../timeline/start-process.ts';

/** On a disk that cannot be written to the service does not start and says why; once it can, everything is as it was. */
export const readOnlyDisk: Scenario = {
  name: 'read-only disk',
  weight: 0.4,
  possible: ({ disk, engine }) => disk.kind === 'small' && engine.inFolder,
  async play(run) {
    const { disk, engine, folder, service } = run.ground;
    await liveThrough(run);
    run.history.add('fault', 'the disk is read-only');
    await service.stop();
    wrongly(!disk.readOnly(), 'the disk cannot be made read-only');
    try {
      const refused = await startProcess({ folder, env: engine.env });
      await refused.kill();
      wrongly((await refused.ended) === 'SIGKILL', 'it started on a read-only disk');
      wrongly(/\n\s+at /.test(refused.output()) || !refused.output().includes('只读'), `it says only: ${refused.output()}`);
    } finally {
      disk.writable();
      await service.start();
    }
  },
};
