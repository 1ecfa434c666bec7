import * as z from 'zod';
import type { Reader, Write } from '../store/database.ts';

const key = 'backupState';

const schema = z.object({
  /** The last one that reached every place. Instant. */
  lastAt: z.number().nullable(),
  lastName: z.string().nullable(),
  bytes: z.number().nullable(),
  /** Since when none has. */
  failingSince: z.number().nullable(),
  problem: z.string().nullable(),
});
export type BackupState = z.infer<typeof schema>;

const none: BackupState = { lastAt: null, lastName: null, bytes: null, failingSince: null, problem: null };

/** How backups on schedule are doing; the same for every process. */
export async function readBackupState(read: Pick<Reader, 'setting'>): Promise<BackupState> {
  const row = await read.setting.findUnique({ where: { key } });
  return row ? (schema.safeParse(JSON.parse(row.value)).data ?? none) : none;
}

export async function writeBackupState(tx: Write, state: BackupState): Promise<void> {
  const value = JSON.stringify(state);
  await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
}
