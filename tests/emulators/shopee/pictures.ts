import { newCode } from './ids.ts';
import type { World } from './world.ts';

/** Keeps bytes where the platform's pictures are, and says where. */
export function keepPicture(world: World, bytes: Buffer, type: string): string {
  const name = newCode();
  world.files.set(name, { bytes, type });
  return `${world.url}/file/${name}`;
}

/** Whether an address is that of a picture kept here. */
export const isKept = (world: World, url: string): boolean =>
  url.startsWith(`${world.url}/file/`) && world.files.has(url.slice(`${world.url}/file/`.length));
