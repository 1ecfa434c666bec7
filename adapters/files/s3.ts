import type { FileStore } from '../../src/ports/file-store.ts';
import { openS3 } from './s3-client.ts';
import type { OpenS3, S3Options } from './s3-client.ts';

const timeLimitMs = 60_000;

/** Files in a bucket of any S3-compatible service, under `gengfu/`. The client is loaded with the first file. */
export function createS3Store(options: S3Options): FileStore {
  const { bucket } = options;
  let opened: Promise<OpenS3> | undefined;
  const ready = () => (opened ??= openS3(options));
  const placeOf = (name: string) => ({ Bucket: bucket, Key: `gengfu/${name}` });
  const limited = () => ({ abortSignal: AbortSignal.timeout(timeLimitMs) });

  return {
    async put(name, bytes) {
      const { client, s3 } = await ready();
      const content = { Body: bytes, ContentLength: bytes.length, ContentType: 'application/octet-stream' };
      await client.send(new s3.PutObjectCommand({ ...placeOf(name), ...content }), limited());
    },
    async get(name) {
      const { client, s3 } = await ready();
      try {
        const { Body } = await client.send(new s3.GetObjectCommand(placeOf(name)), limited());
        return Body ? await Body.transformToByteArray() : null;
      } catch (error) {
        if (error instanceof s3.NoSuchKey) return null;
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
