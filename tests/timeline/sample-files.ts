import sharp from 'sharp';

/** A photo as a phone makes it: lying on its side, with the place where it was taken. */
export async function phonePhoto(side = 1_000, colour = '#a03020'): Promise<Buffer> {
  return sharp({ create: { width: side, height: Math.round(side / 2), channels: 3, background: colour } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'Phone of Katrin' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

/** The smallest file that is a PDF. */
export const pdf = (words = ''): Buffer =>
  Buffer.from(`%PDF-1.4\n% ${words}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);

/** The beginning of a film, as far as anybody looks. */
export const webm = Buffer.from(
  '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701000000',
  'hex',
);
