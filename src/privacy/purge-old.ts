import { audit } from '../people/audit.ts';
import { insertJobs } from '../jobs/job-table.ts';
import type { Desk } from '../desk.ts';
import type { RowWrite } from '../store/database.ts';
import { changeRows, selectRows, updateRows } from '../store/rows.ts';
import { erasedMarks } from './erased-marks.ts';
import type { ErasedMarks } from './erased-marks.ts';

/** Rows that one transaction changes at most: others wait for their turn meanwhile. */
const batch = 500;

export type PurgeDesk = Pick<Desk, 'db' | 'clock' | 'settings'>;

/** How many rows lost their words, by table. */
export type Purged = Record<string, number>;

/** Nobody works on it any more. */
const settled = (ticketId: string): string =>
  `(${ticketId} IS NULL OR ${ticketId} NOT IN (SELECT "id" FROM "Ticket" WHERE "state" <> 'closed'))`;

/**
 * Takes the words, names, files and raw bodies of what is older than an instant out of the database, and what is said of
 * them in alerts and notes; whom it was about can then no longer be told. Tickets, times, figures and what the team did stay.
 * What belongs to an open ticket waits until that is closed.
 */
export async function purgeOld(desk: PurgeDesk, request: { before: number; by: { id: string } }): Promise<Purged> {
  const { before, by } = request;
  const marks = await erasedMarks(desk);
  const purged: Purged = {};
  for (const [table, step] of Object.entries(steps)) {
    let changed: number;
    do {
      changed = await desk.db.writeRows((tx) => step(tx, { before, marks, now: desk.clock.now() }));
      purged[table] = (purged[table] ?? 0) + changed;
    } while (changed >= batch);
  }
  const after = Object.fromEntries(Object.entries(purged).filter(([, rows]) => rows > 0));
  const subject = new Date(before).toISOString();
  await desk.db.write((tx) => audit(tx, { at: desk.clock.now(), personId: by.id, action: 'privacy purge', subject, after }));
  return after;
}

type Step = (tx: RowWrite, what: { before: number; marks: ErasedMarks; now: number }) => Promise<number>;

const chosen = (table: string, which: string): string => `"id" IN (SELECT "id" FROM "${table}" WHERE ${which} LIMIT ${batch})`;

/** In this order: files are found by their messages. */
const steps: Record<string, Step> = {
  Attachment: purgeFiles,
  Message: (tx, { before, marks }) =>
    changeRows(
      tx,
      `UPDATE "Message" SET "textSealed" = ?, "subjectSealed" = NULL, "translationSealed" = NULL, "translationState" = NULL,
         "entities" = NULL, "flags" = NULL
       WHERE ${chosen('Message', `"sentAt" < instant(?) AND "textSealed" <> ? AND ${settled('"ticketId"')}`)}`,
      marks.text,
      before,
      marks.text,
    ),
  Reply: (tx, { before, marks }) =>
    changeRows(
      tx,
      `UPDATE "Reply" SET "textSealed" = ?, "sentTextSealed" = NULL
       WHERE ${chosen('Reply', `"createdAt" < instant(?) AND "textSealed" <> ? AND "state" NOT IN ('queued', 'sending') AND ${settled('"ticketId"')}`)}`,
      marks.text,
      before,
      marks.text,
    ),
  Alert: (tx, { before, marks }) =>
    changeRows(
      tx,
      `UPDATE "Alert" SET "whySealed" = ? WHERE ${chosen('Alert', `"at" < instant(?) AND "whySealed" <> ? AND ${settled('"ticketId"')}`)}`,
      marks.list,
      before,
      marks.list,
    ),
  TicketEvent: (tx, { before, marks }) =>
    changeRows(
      tx,
      `UPDATE "TicketEvent" SET "data" = ?
       WHERE ${chosen('TicketEvent', `"at" < instant(?) AND "data" LIKE '%"sealed"%' AND "data" <> ? AND ${settled('"ticketId"')}`)}`,
      JSON.stringify({ sealed: marks.text }),
      before,
      JSON.stringify({ sealed: marks.text }),
    ),
  InboxEvent: purgeBodies,
  Buyer: (tx, { before, marks }) =>
    changeRows(
      tx,
      `UPDATE "Buyer" SET "nameSealed" = ?
       WHERE ${chosen('Buyer', `"lastSeenAt" < instant(?) AND "nameSealed" <> ? AND "id" NOT IN (SELECT "buyerId" FROM "Ticket" WHERE "state" <> 'closed')`)}`,
      marks.text,
      before,
      marks.text,
    ),
  Conversation: (tx, { before, marks }) =>
    changeRows(
      tx,
      `UPDATE "Conversation" SET "replySealed" = ?
       WHERE ${chosen('Conversation', `"lastBuyerAt" < instant(?) AND "replySealed" <> ? AND "id" NOT IN (SELECT "conversationId" FROM "Ticket" WHERE "state" <> 'closed')`)}`,
      marks.record,
      before,
      marks.record,
    ),
  Order: (tx, { before }) =>
    changeRows(
      tx,
      `UPDATE "Order" SET "buyerIndex" = NULL, "addressIndex" = NULL, "shipments" = NULL
       WHERE ${chosen('Order', `"updatedAt" < instant(?) AND ("buyerIndex" IS NOT NULL OR "addressIndex" IS NOT NULL OR "shipments" IS NOT NULL)`)}`,
      before,
    ),
  AfterSale: (tx, { before }) =>
    changeRows(
      tx,
      `UPDATE "AfterSale" SET "buyerIndex" = NULL, "textSealed" = NULL
       WHERE ${chosen('AfterSale', `"updatedAt" < instant(?) AND NOT "open" AND ("buyerIndex" IS NOT NULL OR "textSealed" IS NOT NULL)`)}`,
      before,
    ),
  Review: (tx, { before }) =>
    changeRows(
      tx,
      `UPDATE "Review" SET "buyerIndex" = NULL, "textSealed" = NULL, "answerSealed" = NULL
       WHERE ${chosen('Review', `"updatedAt" < instant(?) AND ("buyerIndex" IS NOT NULL OR "textSealed" IS NOT NULL OR "answerSealed" IS NOT NULL)`)}`,
      before,
    ),
  SandboxMessage: (tx, { before }) =>
    changeRows(tx, `DELETE FROM "SandboxMessage" WHERE ${chosen('SandboxMessage', `"at" < instant(?)`)}`, before),
  SandboxOutbound: (tx, { before }) =>
    changeRows(tx, `DELETE FROM "SandboxOutbound" WHERE ${chosen('SandboxOutbound', `"sentAt" < instant(?)`)}`, before),
  MessengerEvent: (tx, { before }) => changeRows(tx, `DELETE FROM "MessengerEvent" WHERE "at" < instant(?)`, before),
  Translation: (tx, { before }) => changeRows(tx, `DELETE FROM "Translation" WHERE "createdAt" < instant(?)`, before),
  Job: (tx, { before }) => changeRows(tx, `DELETE FROM "Job" WHERE "deadAt" IS NOT NULL AND "deadAt" < instant(?)`, before),
};

/** Their bytes follow as a job once no row names them. */
async function purgeFiles(tx: RowWrite, { before, now }: { before: number; now: number }): Promise<number> {
  const gone = await selectRows<{ contentKey: string | null; thumbnailKey: string | null }>(
    tx,
    `DELETE FROM "Attachment" WHERE "id" IN (
       SELECT a."id" FROM "Attachment" a LEFT JOIN "Message" m ON m."id" = a."messageId"
       WHERE a."createdAt" < instant(?) AND ${settled('m."ticketId"')} LIMIT ${batch})
     RETURNING "contentKey", "thumbnailKey"`,
    before,
  );
  const keys = [...new Set(gone.flatMap(({ contentKey, thumbnailKey }) => [contentKey, thumbnailKey]))].filter(
    (key) => key !== null,
  );
  if (keys.length > 0) await insertJobs(tx, [{ kind: 'forget-files', payload: { keys }, dueAt: now }], now);
  return gone.length;
}

/** The rows stay: by them a push that comes again is known. */
async function purgeBodies(tx: RowWrite, { before, marks }: { before: number; marks: ErasedMarks }): Promise<number> {
  const rows = await selectRows<{ id: string }>(
    tx,
    `SELECT "id" FROM "InboxEvent" WHERE "receivedAt" < instant(?) AND "status" <> 'pending' AND length("bodySealed") > ? LIMIT ${batch}`,
    before,
    marks.body.length,
  );
  return updateRows(
    tx,
    'InboxEvent',
    rows.map(({ id }) => ({ id, bodySealed: marks.body })),
  );
}
