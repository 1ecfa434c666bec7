import type { Desk } from '../desk.ts';
import { textsOf } from '../texts/desk-texts.ts';

/** What stands where words stood. One and the same for all, so that what is purged already can be told. */
export interface ErasedMarks {
  /** Of a text: says that it was erased. */
  text: string;
  /** Of a JSON list and of a JSON record. */
  list: string;
  record: string;
  /** Of the raw body of an event. */
  body: Uint8Array;
}

const key = 'erasedMarks';

/** Kept in the database; made anew when the key was changed, after which everything is marked once more. */
export async function erasedMarks(desk: Pick<Desk, 'db' | 'settings'>): Promise<ErasedMarks> {
  const { seal } = desk.db;
  const kept = await desk.db.read.setting.findUnique({ where: { key } });
  const body = seal.sealBytes(Buffer.from('{}'));
  if (kept) {
    const marks = JSON.parse(kept.value) as Omit<ErasedMarks, 'body'>;
    try {
      seal.open(marks.text);
      return { ...marks, body };
    } catch {
      // Of a key that is no longer in force.
    }
  }
  const marks = { text: seal.seal(textsOf(desk)('say.purged')), list: seal.seal('[]'), record: seal.seal('{}') };
  const value = JSON.stringify(marks);
  await desk.db.write((tx) => tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } }));
  return { ...marks, body };
}
