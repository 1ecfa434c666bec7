import { createHash } from 'node:crypto';
import { mediaTypes } from './content.ts';
import type { Node } from './frames.ts';
import { code, Refusal } from './refusal.ts';
import { newId } from './world.ts';
import type { World } from './world.ts';

const maxChunks = 100;
const maxChunkBytes = 512 * 1024;

/** The three steps of an upload over the long connection, facts/messengers §4.2. @throws Refusal */
export function startUpload(world: World, body: Node): Node {
  const invalid = (field: string) => new Refusal(world.codes.invalid, `invalid ${field}`);
  const { limits, windows } = world;
  if (!world.rates.take('uploads', [{ most: limits.uploadsPerMinute, ms: windows.minuteMs }]))
    throw new Refusal(code.tooOften, 'api freq out of limit');
  const { type, filename, total_size: size, total_chunks: chunks, md5 } = body;
  if (typeof type !== 'string' || !mediaTypes.includes(type)) throw invalid('type');
  if (typeof filename !== 'string' || filename === '') throw invalid('filename');
  if (typeof chunks !== 'number' || chunks < 1 || chunks > maxChunks) throw invalid('total_chunks');
  if (typeof size !== 'number' || size < 1 || size > chunks * maxChunkBytes) throw invalid('total_size');
  const uploadId = newId('up-');
  world.uploads.set(uploadId, {
    type,
    name: filename,
    size,
    chunks,
    received: new Map(),
    ...(typeof md5 === 'string' ? { md5 } : {}),
  });
  return { upload_id: uploadId };
}

/** The SDK counts chunks from 0 while its typing says 1: any index counts, what matters is that all are there. */
export function takeChunk(world: World, body: Node): undefined {
  const upload = world.uploads.get(String(body.upload_id));
  const bytes = Buffer.from(String(body.base64_data), 'base64');
  if (!upload) throw new Refusal(world.codes.invalid, 'invalid upload_id');
  if (typeof body.chunk_index !== 'number' || body.chunk_index < 0 || body.chunk_index > upload.chunks)
    throw new Refusal(world.codes.invalid, 'invalid chunk_index');
  if (bytes.length === 0 || bytes.length > maxChunkBytes) throw new Refusal(world.codes.invalid, 'invalid base64_data');
  upload.received.set(body.chunk_index, bytes);
}

export function finishUpload(world: World, body: Node): Node {
  const upload = world.uploads.get(String(body.upload_id));
  if (!upload) throw new Refusal(world.codes.invalid, 'invalid upload_id');
  const parts = [...upload.received].sort(([a], [b]) => a - b).map(([, part]) => part);
  const bytes = Buffer.concat(parts);
  const whole = parts.length === upload.chunks && bytes.length === upload.size;
  if (!whole || (upload.md5 !== undefined && createHash('md5').update(bytes).digest('hex') !== upload.md5))
    throw new Refusal(world.codes.invalid, 'upload is not complete');
  world.uploads.delete(String(body.upload_id));
  return keepMedia(world, { type: upload.type, name: upload.name, bytes: bytes.length });
}

/** A media_id for something that arrived whole. */
export function keepMedia(world: World, file: { type: string; name: string; bytes: number }): Node {
  const media = { mediaId: newId('media-'), createdAt: Date.now(), ...file };
  world.media.set(media.mediaId, media);
  return { type: media.type, media_id: media.mediaId, created_at: String(Math.floor(media.createdAt / 1_000)) };
}
