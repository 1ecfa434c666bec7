import * as z from 'zod';
import { createSeal } from '../store/seal.ts';

/** What lies beside each backup and is written last: a backup without one never came to its end. */
export const manifest = z.object({
  format: z.literal(1),
  /** ISO 8601, UTC: the moment of which the backup is a picture, at the latest. */
  at: z.iso.datetime(),
  /** Of the product that made it. */
  version: z.string(),
  /** Newest migration of its database. */
  migration: z.string(),
  /** Tells the right key from another, and nothing else about it. */
  key: z.string(),
  bytes: z.number().int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Attachments that the backup needs, by their names in `files/`. */
  files: z.array(z.string().regex(/^[\w-]{2}\/[\w-]{3,64}$/)),
});
export type Manifest = z.infer<typeof manifest>;

export const keyFingerprint = (key: Buffer): string => createSeal(key).blindIndex('backup key');

/** A backup's name sorts by its moment: `gengfu-20261125T040000Z`. */
export const backupName = (at: number): string => `gengfu-${new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')}`;

export const databaseOf = (name: string): string => `${name}.db`;
export const manifestOf = (name: string): string => `${name}.json`;

/** Names of whole backups among the files of a place, oldest first. */
export const backupsAmong = (files: readonly string[]): string[] =>
  files.flatMap((file) => /^(gengfu-\d{8}T\d{6}Z)\.json$/.exec(file)?.[1] ?? []).sort();
