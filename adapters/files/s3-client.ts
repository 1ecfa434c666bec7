import type * as S3 from '@aws-sdk/client-s3';

export interface S3Options {
  /** Of the service, e.g. `https://s3.eu-central-1.amazonaws.com`, `https://minio.example:9000`. */
  url: string;
  bucket: string;
  key: string;
  secret: string;
  region: string;
}

/** What a service that is short of breath answers is tried again by the client itself. */
const maxAttempts = 3;

export interface OpenS3 {
  client: S3.S3Client;
  s3: typeof S3;
}

/** A client for any S3-compatible service; the library is loaded here. */
export async function openS3(options: S3Options): Promise<OpenS3> {
  const s3 = await import('@aws-sdk/client-s3');
  const client = new s3.S3Client({
    endpoint: options.url,
    region: options.region,
    credentials: { accessKeyId: options.key, secretAccessKey: options.secret },
    // Compatible services need not have a host name for every bucket.
    forcePathStyle: true,
    maxAttempts,
    // Many of them do not know the newer checksums; seals and manifests show damage anyway.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return { client, s3 };
}
