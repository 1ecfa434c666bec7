import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BackupPlace } from '../../src/ports/backup-place.ts';
import { openS3 } from './s3-client.ts';
import type { OpenS3, S3Options } from './s3-client.ts';

/** A database of some GB over a slow line. */
const timeLimitMs = 30 * 60_000;
const prefixOfAll = 'gengfu-backup/';

/** Backups in a bucket of any S3-compatible service, under `gengfu-backup/`. Files are streamed, at most 5 GB each (one PUT). */
export function createS3Place(options: S3Options): BackupPlace {
  const { bucket } = options;
  let opened: Promise<OpenS3> | undefined;
  const ready = () => (opened ??= openS3(options));
  const placeOf = (name: string) => ({ Bucket: bucket, Key: prefixOfAll + name });
  const limited = () => ({ abortSignal: AbortSignal.timeout(timeLimitMs) });

  return {
    title: `${new URL(options.url).host}/${bucket}`,
    async list(prefix) {
      const { client, s3 } = await ready();
      const names: string[] = [];
      let from: string | undefined;
      do {
        const page = await client.send(
          new s3.ListObjectsV2Command({ Bucket: bucket, Prefix: prefixOfAll + prefix, ContinuationToken: from }),
          limited(),
        );
        names.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key ? [Key.slice(prefixOfAll.length)] : [])));
        from = page.NextContinuationToken;
      } while (from);
      return names;
    },
    async put(name, file) {
      const { client, s3 } = await ready();
      const content = { Body: createReadStream(file), ContentLength: (await stat(file)).size };
      await client.send(
        new s3.PutObjectCommand({ ...placeOf(name), ...content, ContentType: 'application/octet-stream' }),
        limited(),
      );
    },
    async fetch(name, file) {
      const { client, s3 } = await ready();
      try {
        const { Body } = await client.send(new s3.GetObjectCommand(placeOf(name)), limited());
        await pipeline(Body as Readable, createWriteStream(file, { mode: 0o600 }));
        return true;
      } catch (error) {
        if (error instanceof s3.NoSuchKey) return false;
        throw error;
      }
    },
    async delete(name) {
      const { client, s3 } = await ready();
      await client.send(new s3.DeleteObjectCommand(placeOf(name)), limited());
    },
    close() {
      void opened?.then(({ client }) => client.destroy());
    },
  };
}
