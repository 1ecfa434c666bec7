import type { Config } from '../config.ts';
import { joinBackupPlaces } from '../join-adapters.ts';
import { productVersion } from '../product-version.ts';
import type { BackupPlan } from './backup-job.ts';
import { keyFingerprint } from './manifest.ts';

/** What backups on schedule need; null while none are asked for. */
export async function openBackupPlan(config: Config, key: Buffer): Promise<BackupPlan | null> {
  const { schedule, keep } = config.backups;
  if (schedule === undefined) return null;
  return {
    schedule,
    zone: config.zone,
    keep,
    dataFolder: config.dataFolder,
    key: keyFingerprint(key),
    version: productVersion(),
    places: await joinBackupPlaces(config),
  };
}
