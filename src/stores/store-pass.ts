import { timingSafeEqual } from 'node:crypto';
import type { Desk } from '../desk.ts';

/**
 * What a pass lets its bearer do: with one store, fill in its account, go to the page of consent, come back from there; as one
 * person, read the history or the status.
 */
export type PassFor = 'connect' | 'consent' | 'return' | 'history' | 'status';

/** A word that only we can write, good for one purpose and store or person until an instant of the wall clock. */
export function writePass(desk: Pick<Desk, 'db'>, purpose: PassFor, subject: string, until: number): string {
  return `${subject}.${until}.${proofOf(desk, purpose, subject, until)}`;
}

/** @returns the store's or person's id, undefined for a pass that is forged, for something else, or too old */
export function readPass(desk: Pick<Desk, 'db' | 'clock'>, purpose: PassFor, pass: string | undefined): string | undefined {
  const [, subject, until, proof] = /^([a-z0-9-]{1,40})\.(\d{1,15})\.([\w-]{20,100})$/.exec(pass ?? '') ?? [];
  if (!subject || Number(until) < desk.clock.wall()) return undefined;
  const expected = Buffer.from(proofOf(desk, purpose, subject, Number(until)));
  const given = Buffer.from(proof!);
  return given.length === expected.length && timingSafeEqual(given, expected) ? subject : undefined;
}

const proofOf = (desk: Pick<Desk, 'db'>, purpose: PassFor, subject: string, until: number): string =>
  desk.db.seal.sign('pass', purpose, subject, String(until));
