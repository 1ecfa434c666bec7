import type { Desk } from '../../src/desk.ts';

/** Grouping would keep most cards of a flood for a digest: here each is to be posted and timed. */
export async function ringEach({ db, settings }: Desk): Promise<void> {
  await db.write((tx) => settings.set(tx, 'noise', { ...settings.get('noise'), groupMs: 0 }));
}
