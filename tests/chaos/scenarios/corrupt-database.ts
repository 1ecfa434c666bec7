import { openSync, closeSync, readdirSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import path from 'node:path';
import { liveThrough } from '../checker/day.ts';
import type { Run, Scenario } from '../checker/run.ts';
import { wrongly } from '../checker/wrongly.ts';
import { oneOf } from '../random.ts';
import { startProcess } from '../../timeline/start-process.ts';

/** A damaged database is not worked with: the service says how to restore it, and the backup brings back everything. */
export const corruptDatabase: Scenario = {
  name: 'corrupt database',
  weight: 0.4,
  possible: ({ engine }) => engine.inFolder,
  async play(run) {
    const { folder, service, gengfu } = run.ground;
    await liveThrough(run);
    run.history.add('fault', 'the database is damaged');
    await service.stop();
    const backup = path.join(folder, 'backup.db');
    await gengfu('db', 'backup', backup);
    oneOf(run.random, [overwriteHead, overwriteSchema, cutInHalf])(path.join(folder, 'gengfu.db'));
    const refused = await startProcess({ folder });
    await refused.kill();
    wrongly((await refused.ended) === 'SIGKILL', 'it started with a damaged database');
    wrongly(!refused.output().includes('db restore'), `it does not say how to restore: ${refused.output()}`);
    await gengfu('db', 'restore', backup);
    tidy(run, backup);
    await service.start();
  },
};

function write(file: string, at: number, bytes: Buffer): void {
  const opened = openSync(file, 'r+');
  writeSync(opened, bytes, 0, bytes.length, at);
  closeSync(opened);
}
const overwriteHead = (file: string): void => write(file, 0, Buffer.alloc(512, 'x'));
/** The header's own fields stay, what the tables are is gone. */
const overwriteSchema = (file: string): void => write(file, 100, Buffer.alloc(3_900, 0xff));
const cutInHalf = (file: string): void => truncateSync(file, Math.floor(statSync(file).size / 2 / 4_096) * 4_096);

/** The disk is small. */
function tidy({ ground: { folder } }: Run, backup: string): void {
  for (const name of readdirSync(folder))
    if (name.includes('.before-') || path.join(folder, name).startsWith(backup))
      rmSync(path.join(folder, name), { recursive: true });
}
