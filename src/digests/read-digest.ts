import { inTurn } from '../../cards/digest-card.ts';
import type { DigestView } from '../../cards/digest-card.ts';
import type { TicketView } from '../../cards/ticket-view.ts';
import type { Desk } from '../desk.ts';
import type { Digest } from '../store/client/client.ts';
import { selectRows } from '../store/rows.ts';
import { readTicketViews } from '../tickets/read-ticket-views.ts';

interface Told {
  ticketId: string;
  storeId: string;
  waits: number;
}

/**
 * A digest as it stands now. A ticket waits in it until it is closed or something happens to it, for then it gets a card of
 * its own; being claimed with all the others is not such a thing.
 */
export async function readDigest(desk: Desk, digest: Digest): Promise<DigestView> {
  const told = await selectRows<Told>(
    desk.db.read,
    `SELECT c."ticketId", t."storeId",
       c."messageId" IS NULL AND c."renderedVersion" >= t."version" AND t."state" <> 'closed' AS "waits"
     FROM "Card" c JOIN "Ticket" t ON t."id" = c."ticketId" WHERE c."digestId" = ?`,
    digest.id,
  );
  const waiting = await readTicketViews(desk, { ids: told.flatMap(({ ticketId, waits }) => (waits ? [ticketId] : [])) });
  return {
    version: digest.version,
    postedAt: digest.postedAt.getTime(),
    count: told.length,
    stores: new Set(told.map(({ storeId }) => storeId)).size,
    waiting: inTurn(waiting),
  };
}

/** What a card of these shows: which, and who has them. */
export const shownOf = (waiting: readonly TicketView[]): string =>
  waiting.map(({ number, level, owner }) => `${number}:${level}:${owner?.id ?? ''}`).join(' ');
