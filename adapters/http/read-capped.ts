import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { FetchError } from '../../src/ports/remote-files.ts';

const decoders = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress } as const;

/**
 * Reads a body to its end, decompressed, and breaks off as soon as it is over the limit: neither an endless body nor a
 * few kilobytes that unpack into gigabytes take more memory than that.
 * @throws FetchError too_large | corrupt | unreachable
 */
export async function readCapped(body: Readable, encoding: string | undefined, maxBytes: number): Promise<Uint8Array> {
  const name = encoding?.trim().toLowerCase() ?? 'identity';
  if (name !== 'identity' && name !== '' && !(name in decoders))
    throw new FetchError('corrupt', 'compressed in a way that is not known');
  const decoder = decoders[name as keyof typeof decoders]?.();
  const source = decoder ? body.pipe(decoder) : body;
  // A pipe does not pass errors on: a connection that breaks would leave the decoder waiting.
  if (decoder) body.on('error', (error) => decoder.destroy(error));
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw new FetchError('too_large', `more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof FetchError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (/^(Z_|ERR_BROTLI|ERR__ERROR)/.test(code)) throw new FetchError('corrupt', 'the compressed body is damaged');
    throw new FetchError('unreachable', 'the body broke off', { cause: withoutAddress(error), temporary: true });
  } finally {
    decoder?.destroy();
    body.destroy();
  }
  return Buffer.concat(chunks);
}

/** `ECONNREFUSED`, `HeadersTimeoutError`: what failed, without what was asked for. */
export function withoutAddress(error: unknown): Error {
  const { code, name } = error as NodeJS.ErrnoException;
  return new Error(code ?? name ?? 'unknown');
}
