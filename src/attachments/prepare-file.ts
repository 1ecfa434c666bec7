import { safeName } from './safe-name.ts';
import { shrinkPicture } from './shrink-picture.ts';
import { sniffType } from './sniff-type.ts';

/** A file as it is kept. */
export interface PreparedFile {
  name: string;
  type: string;
  bytes: Uint8Array;
  /** Of pictures. */
  picture?: { thumbnail: Uint8Array; width: number; height: number };
}

/**
 * Looks at what a file is and makes it fit to be kept: pictures are made anew as JPEG, other files stay as they are.
 * @throws FileRefused
 */
export async function prepareFile(file: { name: string; bytes: Uint8Array }): Promise<PreparedFile> {
  const { type, extension, kind } = await sniffType(file.bytes, file.name);
  if (kind === 'file') return { name: safeName(file.name, extension), type, bytes: file.bytes };
  const { picture: bytes, ...picture } = await shrinkPicture(file.bytes);
  const name = safeName(file.name, extension).replace(/\.(?:png|gif|webp|avif|tiff?)$/i, '.jpg');
  return { name, type: 'image/jpeg', bytes, picture };
}
