import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import type { Bindings } from './faults.ts';
import { noteIn } from './history.ts';
import type { World } from './world.ts';

interface StoredDocument {
  bytes: Buffer;
  type: string;
  compression: 'GZIP' | 'none';
}

interface Presigned {
  key: string;
  encoding: 'identity' | 'gzip';
  expiresAt: number;
}

export interface Upload {
  uploadDestinationId: string;
  /** What createUploadDestination was told; the bytes must have it. */
  contentMd5: string;
  bytes?: Buffer;
  signature: string;
  expiresAt: number;
}

/** The bucket behind report documents and uploads: presigned addresses, no token of the SP-API. */
export class Documents {
  readonly #world: World;
  readonly #stored = new Map<string, StoredDocument>();
  readonly #presigned = new Map<string, Presigned>();
  readonly uploads = new Map<string, Upload>();
  /** Set once it listens. */
  url = '';

  constructor(world: World) {
    this.#world = world;
  }

  store(documentId: string, document: StoredDocument): void {
    this.#stored.set(documentId, document);
  }

  /** "A presigned URL for the report document … expires after 5 minutes", says the model. */
  presign(key: string, encoding: 'identity' | 'gzip'): { url: string; compressionAlgorithm?: 'GZIP' } | undefined {
    const document = this.#stored.get(key);
    if (!document) return undefined;
    const signature = randomBytes(32).toString('hex');
    this.#presigned.set(signature, { key, encoding, expiresAt: this.#world.now() + 300_000 });
    const url = `${this.url}/${encodeURIComponent(key)}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=300&X-Amz-Signature=${signature}`;
    return { url, ...(document.compression === 'GZIP' ? { compressionAlgorithm: 'GZIP' as const } : {}) };
  }

  presignUpload(uploadDestinationId: string, contentMd5: string): { url: string; headers: Record<string, string> } {
    const signature = randomBytes(32).toString('hex');
    this.uploads.set(uploadDestinationId, { uploadDestinationId, contentMd5, signature, expiresAt: this.#world.now() + 900_000 });
    return {
      url: `${this.url}/uploads/${uploadDestinationId}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=900&X-Amz-SignedHeaders=content-md5%3Bhost&X-Amz-Signature=${signature}`,
      headers: { 'Content-MD5': contentMd5, 'x-amz-server-side-encryption': 'aws:kms' },
    };
  }

  routes(): Hono<Bindings> {
    const app = new Hono<Bindings>();
    app.use(noteIn(this.#world, 'documents'));
    app.put('/uploads/:id', this.#world.faults.before('upload'), async (context) => {
      const upload = this.uploads.get(context.req.param('id'));
      if (upload?.signature !== context.req.query('X-Amz-Signature')) return refuse(403, 'SignatureDoesNotMatch');
      if (upload!.expiresAt <= this.#world.now()) return refuse(403, 'AccessDenied', 'Request has expired');
      // The header is part of what was signed.
      if (context.req.header('content-md5') !== upload!.contentMd5) return refuse(403, 'SignatureDoesNotMatch');
      const bytes = Buffer.from(await context.req.arrayBuffer());
      const md5 = createHash('md5').update(bytes);
      const digest = md5.digest();
      if (![digest.toString('base64'), digest.toString('hex')].includes(upload!.contentMd5)) return refuse(400, 'BadDigest');
      upload!.bytes = bytes;
      return context.body(null, 200);
    });
    app.get('/:key', this.#world.faults.before('document'), (context) => {
      const presigned = this.#presigned.get(context.req.query('X-Amz-Signature') ?? '');
      const document = this.#stored.get(context.req.param('key'));
      if (!document || presigned?.key !== context.req.param('key')) return refuse(403, 'SignatureDoesNotMatch');
      if (presigned.expiresAt <= this.#world.now()) return refuse(403, 'AccessDenied', 'Request has expired');
      // A presigned address is the one way in; a second is refused.
      if (context.req.header('authorization')) return refuse(400, 'InvalidArgument', 'Only one auth mechanism allowed');
      const zipped = document.compression === 'GZIP';
      context.header('content-type', document.type);
      if (zipped && presigned.encoding === 'gzip') context.header('content-encoding', 'gzip');
      return context.body(new Uint8Array(zipped ? gzipSync(document.bytes) : document.bytes));
    });
    return app;
  }
}

function refuse(status: number, code: string, message = code): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return new Response(body, { status, headers: { 'content-type': 'application/xml' } });
}
