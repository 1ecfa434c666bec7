import { timingSafeEqual } from 'node:crypto';
import type { Desk } from '../desk.ts';

/** What a pass lets its bearer do with one store: fill in its account, go to the page of consent, come back from there. */
export type PassFor = 'connect' | 'consent' | 'return';

/** A word that only we can write, good for one purpose and store until an instant of the wall clock. */
export function writePass(desk: Pick<Desk, 'db'>, purpose: PassFor, storeId: string, until: number): string {
  return `${storeId}.${until}.${proofOf(desk, purpose, storeId, until)}`;
}

/** @returns the store's id, undefined for a pass that is forged, for something else, or too old */
export function readPass(desk: Pick<Desk, 'db' | 'clock'>, purpose: PassFor, pass: string | undefined): string | undefined {
  const [, storeId, until, proof] = /^([a-z0-9-]{1,40})\.(\d{1,15})\.([\w-]{20,100})$/.exec(pass ?? '') ?? [];
  if (!storeId || Number(until) < desk.clock.wall()) return undefined;
  const expected = Buffer.from(proofOf(desk, purpose, storeId, Number(until)));
  const given = Buffer.from(proof!);
  return given.length === expected.length && timingSafeEqual(given, expected) ? storeId : undefined;
}

const proofOf = (desk: Pick<Desk, 'db'>, purpose: PassFor, storeId: string, until: number): string =>
  desk.db.seal.blindIndex('pass', purpose, storeId, String(until));
