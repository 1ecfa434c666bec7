import { Cron } from 'croner';
import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { readBackupState, writeBackupState } from './backup-state.ts';
import { takeBackup } from './take-backup.ts';

/** What backups on schedule need beside the desk; absent where none are asked for. */
export interface BackupPlan extends Pick<Parameters<typeof takeBackup>[0], 'dataFolder' | 'key' | 'version' | 'keep' | 'places'> {
  /** Cron expression of five or six fields. */
  schedule: string;
  /** IANA zone of the schedule. */
  zone: string;
}

const jobKey = 'backup';
const retryMs = 15 * 60_000;

/** Sees to it that one job stands for the next backup; one that fell due while the service was down is made at once. */
export async function scheduleBackups(desk: Desk): Promise<void> {
  const { backups } = desk;
  if (!backups) {
    await desk.db.write((tx) => desk.queue.cancel(tx, [jobKey]));
    return;
  }
  const planned = await desk.db.read.job.findUnique({ where: { key: jobKey }, select: { dueAt: true } });
  const dueAt = Math.min(nextRun(backups, desk.clock.now()), planned?.dueAt.getTime() ?? Infinity);
  await desk.db.write((tx) => desk.queue.enqueue(tx, [{ kind: 'backup', key: jobKey, payload: {}, dueAt }]));
}

/** One backup, then the next at its time. A failure is told and tried again until then. */
export function makeBackup(desk: Desk): JobDefinition<object> {
  return {
    kind: 'backup',
    payload: z.object({}),
    maxAttempts: 1_000,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      const { backups } = desk;
      if (!backups) return {};
      const at = desk.clock.now();
      const result = await takeBackup({ ...backups, db: desk.db, at }).catch((error: unknown) => ({ broken: error }));
      const failed = 'broken' in result ? [{ place: backups.dataFolder, error: result.broken }] : result.failed;
      const now = desk.clock.now();
      const nextMs = nextRun(backups, now) - now;
      const state = await readBackupState(desk.db.read);
      if (failed.length === 0 && 'name' in result) {
        desk.log.info({ backup: result.name, bytes: result.bytes }, 'backed up');
        const done = { lastAt: at, lastName: result.name, bytes: result.bytes, failingSince: null, problem: null };
        return { again: new Map([[job!.id, nextMs]]), settle: (tx) => writeBackupState(tx, done) };
      }
      const problem = failed.map(({ place, error }) => `${place}: ${reasonOf(error)}`).join('; ');
      desk.log.error({ problem }, 'a backup failed');
      const failingSince = state.failingSince ?? at;
      return {
        again: new Map([[job!.id, Math.min(retryMs, nextMs)]]),
        async settle(tx) {
          await writeBackupState(tx, { ...state, failingSince, problem });
          // Once for as long as it lasts.
          if (state.failingSince === null)
            await desk.queue.enqueue(tx, [
              {
                kind: 'trouble',
                key: `backup:${failingSince}`,
                payload: { kind: 'backup', since: failingSince, problem },
                dueAt: now,
              },
            ]);
        },
      };
    },
  };
}

/** @returns an instant after `now` */
const nextRun = ({ schedule, zone }: BackupPlan, now: number): number =>
  new Cron(schedule, { timezone: zone }).nextRun(new Date(now))?.getTime() ?? now + 86_400_000;

/** Code or name first: what a storage service writes into its messages nobody knows. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : `${error.name}: ${error.message.split('\n')[0]!.slice(0, 120)}`;
}
