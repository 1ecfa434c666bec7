import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';

export type S3Emulator = Awaited<ReturnType<typeof startS3Emulator>>;

/**
 * One bucket of an S3-compatible service: PUT, GET and DELETE of objects by path, signatures checked as
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html describes them.
 */
export async function startS3Emulator() {
  const access = { bucket: 'shop-files', key: 'AKIAEMULATED', secret: 'emulated-secret', region: 'eu-central-1' };
  const objects = new Map<string, Buffer>();
  const failures: number[] = [];
  const app = new Hono();

  app.all('/:bucket/*', async (c) => {
    const body = Buffer.from(await c.req.arrayBuffer());
    const failure = failures.shift();
    if (failure) return refusal(c, failure, 'SlowDown');
    const wrong = checkSignature(c.req.raw, body, access);
    if (wrong) return refusal(c, 403, wrong);
    if (c.req.param('bucket') !== access.bucket) return refusal(c, 404, 'NoSuchBucket');
    const name = c.req.path.slice(access.bucket.length + 2);
    switch (c.req.method) {
      case 'PUT':
        objects.set(name, body);
        return c.body(null, 200, { etag: `"${createHash('md5').update(body).digest('hex')}"` });
      case 'GET': {
        if (c.req.query('list-type') === '2') return listing(c, access.bucket, [...objects.keys()]);
        const object = objects.get(name);
        return object ? c.body(new Uint8Array(object), 200) : refusal(c, 404, 'NoSuchKey');
      }
      case 'DELETE':
        objects.delete(name);
        return c.body(null, 204);
      default:
        return refusal(c, 405, 'MethodNotAllowed');
    }
  });

  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }) as Server;
  await once(server, 'listening');
  return {
    ...access,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    /** The next requests get these statuses. */
    fail: (...statuses: number[]) => void failures.push(...statuses),
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html, two a page so that pages are turned. */
function listing(c: Context, bucket: string, keys: string[]): Response {
  const prefix = c.req.query('prefix') ?? '';
  const found = keys.filter((key) => key.startsWith(prefix)).sort();
  const from = Number(c.req.query('continuation-token') ?? 0);
  const next = from + 2 < found.length ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : '';
  const contents = found.slice(from, from + 2).map((key) => `<Contents><Key>${key}</Key></Contents>`);
  const xml = `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>${bucket}</Name><IsTruncated>${next !== ''}</IsTruncated>${contents.join('')}${next}</ListBucketResult>`;
  return c.body(xml, 200, { 'content-type': 'application/xml' });
}

function refusal(c: Context, status: number, code: string): Response {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return c.body(xml, status as 404, { 'content-type': 'application/xml' });
}

/** @returns the error code, null when the signature is right */
function checkSignature(
  request: Request,
  body: Buffer,
  { key, secret, region }: { key: string; secret: string; region: string },
): string | null {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.get('authorization') ?? '',
    );
  if (!given) return 'AccessDenied';
  const [, givenKey, day, givenRegion, signed, signature] = given as unknown as [string, string, string, string, string, string];
  if (givenKey !== key) return 'InvalidAccessKeyId';
  if (givenRegion !== region) return 'AuthorizationHeaderMalformed';
  const contentHash = request.headers.get('x-amz-content-sha256') ?? '';
  const sha = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
  if (contentHash !== 'UNSIGNED-PAYLOAD' && contentHash !== sha(body)) return 'XAmzContentSHA256Mismatch';
  const { pathname, searchParams } = new URL(request.url);
  searchParams.sort();
  const headers = signed.split(';').map((name) => `${name}:${(request.headers.get(name) ?? '').trim()}\n`);
  const canonical = [request.method, pathname, searchParams.toString(), headers.join(''), signed, contentHash].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', request.headers.get('x-amz-date'), scope, sha(canonical)].join('\n');
  const sign = (by: string | Buffer, text: string) => createHmac('sha256', by).update(text).digest();
  const signingKey = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(sign, `AWS4${secret}`);
  return sign(signingKey, toSign).toString('hex') === signature ? null : 'SignatureDoesNotMatch';
}
