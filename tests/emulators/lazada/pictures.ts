import { randomUUID } from 'node:crypto';
import type { Answer, Asked } from '../lazada-tiktok/serve.ts';
import type { World } from './world.ts';

export interface WrittenPicture {
  bytes?: Uint8Array;
  type?: string;
  width?: number;
  height?: number;
}

/** One transparent pixel. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Pictures lie on a public host, outside the signed API; here beside it. */
export function keepPicture(world: World, picture: WrittenPicture): Record<string, unknown> {
  const name = `${randomUUID()}.png`;
  world.pictures.set(name, {
    bytes: Buffer.from(picture.bytes ?? Buffer.from(pixel, 'base64')),
    type: picture.type ?? 'image/png',
  });
  const { width = 1, height = 1 } = picture;
  return { imgUrl: `${world.url}/sg-live.slatic.net/${name}`, osskey: name, width: String(width), height: String(height) };
}

export function pictureAnswer(world: World, { pathname }: Asked): Answer | undefined {
  const [, host, name] = pathname.split('/');
  const picture = host === 'sg-live.slatic.net' ? world.pictures.get(name ?? '') : undefined;
  return picture && { status: 200, headers: { 'content-type': picture.type }, body: picture.bytes };
}
