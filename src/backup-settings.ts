import { Cron } from 'croner';
import * as z from 'zod';
import { optional } from './messenger-settings.ts';

/** Settings of backups on schedule. */
export const backupEnvironment = {
  /** When to back up, as a cron expression in the team's zone, e.g. `0 4 * * *`; unset = not by itself */
  GENGFU_BACKUP: optional(
    z
      .string()
      .refine(isSchedule, { params: { zh: '请写 cron 表达式,如 0 4 * * *', en: 'write a cron expression, such as 0 4 * * *' } }),
  ),
  /** Backups kept in each place. */
  GENGFU_BACKUP_KEEP: z.coerce.number().int().min(1).max(1_000).default(7),
  /** A folder for backups, best on another disk; with no S3 either: `backups` in the data folder */
  GENGFU_BACKUP_FOLDER: optional(z.string()),
  /** An S3-compatible service for backups */
  GENGFU_BACKUP_S3_URL: optional(z.url()),
  GENGFU_BACKUP_S3_BUCKET: optional(z.string()),
  GENGFU_BACKUP_S3_KEY: optional(z.string()),
  GENGFU_BACKUP_S3_SECRET: optional(z.string()),
  GENGFU_BACKUP_S3_REGION: z.string().default('us-east-1'),
};

function isSchedule(text: string): boolean {
  try {
    // Parses, and has a next time.
    return new Cron(text, { paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

type BackupSettings = z.output<z.ZodObject<typeof backupEnvironment>>;

export function backupSettingsIn(settings: BackupSettings & { GENGFU_DATA: string }) {
  const { GENGFU_BACKUP_S3_URL: url, GENGFU_BACKUP_S3_REGION: region, GENGFU_BACKUP_FOLDER: folder } = settings;
  const { GENGFU_BACKUP_S3_BUCKET: bucket = '', GENGFU_BACKUP_S3_KEY: key = '', GENGFU_BACKUP_S3_SECRET: secret = '' } = settings;
  return {
    schedule: settings.GENGFU_BACKUP,
    keep: settings.GENGFU_BACKUP_KEEP,
    folder: folder ?? (url ? undefined : `${settings.GENGFU_DATA}/backups`),
    s3: url === undefined ? undefined : { url, bucket, key, secret, region },
  };
}

const s3Companions = ['GENGFU_BACKUP_S3_BUCKET', 'GENGFU_BACKUP_S3_KEY', 'GENGFU_BACKUP_S3_SECRET'] as const;

export function missingForBackups(settings: BackupSettings): { name: string; why: string }[] {
  if (settings.GENGFU_BACKUP_S3_URL === undefined) return [];
  return s3Companions.filter((name) => !settings[name]).map((name) => ({ name, why: 'GENGFU_BACKUP_S3_URL' }));
}
