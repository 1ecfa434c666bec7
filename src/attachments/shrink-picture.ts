import type { Sharp } from 'sharp';
import { FileRefused } from './file-refused.ts';

/** Long enough to read a label on a parcel, far below what cameras make. */
const longestSide = 2_560;
/** Wide enough for a card on a phone. */
const thumbnailSide = 480;
/** A phone's largest mode; a file of a few kilobytes may claim billions. */
const mostPixels = 120_000_000;
const timeLimitSeconds = 20;

export interface ShrunkPicture {
  /** Both JPEG. */
  picture: Buffer;
  thumbnail: Buffer;
  width: number;
  height: number;
}

/**
 * A picture made anew from its pixels, upright, in sizes for screens: what stood in the file beside them (place, camera,
 * code hidden in a comment) is gone. Of an animation the first frame.
 * @throws FileRefused corrupt
 */
export async function shrinkPicture(bytes: Uint8Array): Promise<ShrunkPicture> {
  const { default: sharp } = await import('sharp');
  const read = (): Sharp =>
    sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
      .timeout({ seconds: timeLimitSeconds })
      .autoOrient()
      .flatten({ background: 'white' });
  const within = (side: number) => ({ width: side, height: side, fit: 'inside', withoutEnlargement: true }) as const;
  try {
    const picture = await read().resize(within(longestSide)).jpeg({ quality: 82 }).toBuffer({ resolveWithObject: true });
    const thumbnail = await sharp(picture.data).resize(within(thumbnailSide)).jpeg({ quality: 75 }).toBuffer();
    return { picture: picture.data, thumbnail, width: picture.info.width, height: picture.info.height };
  } catch (cause) {
    throw new FileRefused('corrupt', 'the picture cannot be read', { cause });
  }
}
