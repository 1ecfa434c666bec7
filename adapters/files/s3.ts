import type * as S3 from '@aws-sdk/client-s3';
import type { FileStore } from '../../src/ports/file-store.ts';

export interface S3Options {
  /** Of the service, e.g. `https://s3.eu-central-1.amazonaws.com`, `https://minio.example:9000`. */
  url: string;
  bucket: string;
  key: string;
  secret: string;
  region: string;
}

const timeLimitMs = 60_000;
/** What a service that is short of breath answers is tried again by the client itself. */
const maxAttempts = 3;

/** Files in a bucket of any S3-compatible service, under `gengfu/`. The client is loaded with the first file. */
export function createS3Store(options: S3Options): FileStore {
  const { bucket } = options;
  let opened: Promise<{ client: S3.S3Client; s3: typeof S3 }> | undefined;

  async function open() {
    const s3 = await import('@aws-sdk/client-s3');
    const client = new s3.S3Client({
      endpoint: options.url,
      region: options.region,
      credentials: { accessKeyId: options.key, secretAccessKey: options.secret },
      // Compatible services need not have a host name for every bucket.
      forcePathStyle: true,
      maxAttempts,
      // Many of them do not know the newer checksums; the seal shows damage anyway.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return { client, s3 };
  }
  const ready = () => (opened ??= open());
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
