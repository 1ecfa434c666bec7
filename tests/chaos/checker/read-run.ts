import type { Run } from './run.ts';

/** A ticket that this run's buyers opened; instants in milliseconds. */
export interface RunTicket {
  id: string;
  number: number;
  state: string;
  version: number;
  ownerId: string | null;
  conversationId: string;
  unansweredSince: number | null;
  policyDueAt: number | null;
  teamDueAt: number | null;
}

export interface RunCard {
  ticketId: string;
  messenger: string;
  messageId: string | null;
  renderedVersion: number;
  generation: number;
  digestId: string | null;
}

export const readTickets = ({ ground, id }: Run): Promise<RunTicket[]> =>
  ground.engine.read<RunTicket>(
    `SELECT * FROM "Ticket" WHERE "id" IN (SELECT "ticketId" FROM "Message" WHERE "externalId" LIKE '${id}-%') ORDER BY "number"`,
  );

export const readCards = ({ ground, id }: Run): Promise<RunCard[]> =>
  ground.engine.read<RunCard>(
    `SELECT c."ticketId", h."messenger", c."messageId", c."renderedVersion", c."generation", c."digestId"
     FROM "Card" c JOIN "Chat" h ON h."id" = c."chatId"
     WHERE c."ticketId" IN (SELECT "ticketId" FROM "Message" WHERE "externalId" LIKE '${id}-%')`,
  );
