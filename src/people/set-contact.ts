import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import * as z from 'zod';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Actor } from './actor.ts';
import { audit } from './audit.ts';

/** Where a person can be reached outside the messengers; `null` takes it away. */
export type Contact = { phone: string | null } | { mail: string | null };

/**
 * Keeps a person's own number or address, sealed. A number without a country is one of the mainland.
 * @throws GengfuError bad_phone | bad_address | not_enrolled
 */
export async function setContact(desk: Desk, request: { by: Actor; contact: Contact }): Promise<void> {
  const { by, contact } = request;
  const [column, value] =
    'phone' in contact ? (['phoneSealed', phoneOf(contact.phone)] as const) : (['mailSealed', mailOf(contact.mail)] as const);
  await desk.db.write(async (tx) => {
    const { count } = await tx.person.updateMany({
      where: { id: by.id },
      data: { [column]: value === null ? null : desk.db.seal.seal(value) },
    });
    if (count === 0) throw new GengfuError('not_enrolled');
    const after = value === null ? 'removed' : 'set';
    await audit(tx, { at: desk.clock.now(), personId: by.id, action: 'contact', subject: column.replace('Sealed', ''), after });
  });
}

function phoneOf(typed: string | null): string | null {
  if (typed === null) return null;
  const number = parsePhoneNumberFromString(typed, 'CN');
  if (!number?.isPossible()) throw new GengfuError('bad_phone');
  return number.number;
}

function mailOf(typed: string | null): string | null {
  if (typed === null) return null;
  const address = z.email().safeParse(typed.trim());
  if (!address.success) throw new GengfuError('bad_address');
  return address.data;
}
