import type { BuyerAttachment } from '../ports/marketplace-event.ts';
import { newId } from '../store/ids.ts';
import type { Seal } from '../store/seal.ts';
import type { Row } from '../store/rows.ts';
import { safeName } from './safe-name.ts';

/** Where a file's bytes are to be had, as kept: a part knows its event. */
export type StoredSource = { url: string } | { part: number; eventId: string };

/** A column holds 32 bits, and a stranger may claim anything. */
const largestNumber = 2 ** 31 - 1;

/** A buyer's file as the inbox files it, before anybody has looked at it. */
export function attachmentRow(
  seal: Seal,
  attachment: BuyerAttachment,
  place: {
    storeId: string;
    conversationId: string;
    orderId: string | null;
    messageId: string;
    eventId: string;
    position: number;
    at: number;
  },
): Row & { id: string } {
  const { eventId, at, ...where } = place;
  const { name = '', type, size, from } = attachment;
  const source: StoredSource | null = 'lost' in from ? null : 'url' in from ? from : { part: from.part, eventId };
  return {
    id: newId(),
    ...where,
    nameSealed: seal.seal(safeName(name || nameIn(from))),
    sourceSealed: source && seal.seal(JSON.stringify(source)),
    declaredType: type ?? null,
    declaredSize: size === undefined ? null : Math.min(size, largestNumber),
    state: 'lost' in from ? 'broken' : 'pending',
    problem: 'lost' in from ? from.lost : null,
    createdAt: at,
  };
}

/** What an address calls the file. */
function nameIn(from: BuyerAttachment['from']): string {
  if (!('url' in from) || !URL.canParse(from.url)) return '';
  const last = new URL(from.url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
