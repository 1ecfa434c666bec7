import type { Desk } from '../../src/desk.ts';
import { changeRows } from '../../src/store/rows.ts';
import type { Value } from '../../src/store/rows.ts';

const storeId = 'amazon-de';
const hourMs = 3_600_000;
const minuteMs = 60_000;

/**
 * Files tickets that wait for the team, each with conversation, message and timer. The timers of `dueEachMinute` of them fall
 * due in each of the next `minutes`, those of the others half a day from now.
 */
export async function seedOpenTickets(
  desk: Desk,
  { count, dueEachMinute, minutes }: { count: number; dueEachMinute: number; minutes: number },
): Promise<void> {
  const { seal } = desk.db;
  const now = desk.clock.now();
  const { policyDueAt } = desk.hours.due(desk.stores.get(storeId), now);
  const spanMs = policyDueAt! - now;
  const name = seal.seal('Anna');
  const text = seal.seal('Wo ist mein Paket?');
  const reply = seal.seal('{}');
  const soon = dueEachMinute * minutes;
  // Half of the platform's span has passed when the timer falls due: its first warning.
  const dueAt = `(CASE WHEN i < ${soon} THEN ${now} + (i / ${dueEachMinute} + 1) * ${minuteMs} - ${minuteMs / 2} ELSE ${now + 12 * hourMs} END)`;
  const since = `(${dueAt} - ${spanMs / 2})`;
  const into = (table: string, columns: Record<string, string>, ...values: Value[]) =>
    desk.db.writeRows((tx) =>
      changeRows(
        tx,
        `WITH RECURSIVE seq(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM seq WHERE i < ${count - 1})
         INSERT INTO "${table}" (${Object.keys(columns)
           .map((column) => `"${column}"`)
           .join()}) SELECT ${Object.values(columns).join()} FROM seq`,
        ...values,
      ),
    );
  await desk.db.writeRows((tx) =>
    changeRows(
      tx,
      `INSERT INTO "Buyer" ("id", "storeId", "externalIndex", "nameSealed", "firstSeenAt", "lastSeenAt") VALUES ('b', ?, 'b', ?, ?, ?)`,
      storeId,
      name,
      now,
      now,
    ),
  );
  const conversation = {
    id: "'c' || i",
    storeId: '?',
    buyerId: "'b'",
    threadIndex: "'t' || i",
    source: "'sandbox'",
    replySealed: '?',
  };
  await into('Conversation', conversation, storeId, reply);
  const message = {
    id: "'m' || i",
    conversationId: "'c' || i",
    ticketId: "'t' || i",
    storeId: '?',
    author: "'buyer'",
    externalId: "'m' || i",
    sentAt: since,
    receivedAt: since,
    textSealed: '?',
    language: "'de'",
    dissatisfaction: '0.1',
    dissatisfied: '0',
    topic: "'logistics'",
  };
  await into('Message', message, storeId, text);
  const ticket = {
    id: "'t' || i",
    number: '1000 + i',
    storeId: '?',
    conversationId: "'c' || i",
    buyerId: "'b'",
    level: "'normal'",
    state: "'new'",
    openedAt: since,
    unansweredSince: since,
    lastBuyerAt: since,
    policyDueAt: `${since} + ${spanMs}`,
    teamDueAt: `${since} + ${2 * hourMs}`,
    topic: "'logistics'",
    language: "'de'",
  };
  await into('Ticket', ticket, storeId);
  const job = {
    id: "'j' || i",
    kind: "'ticket-timer'",
    key: "'timer:t' || i",
    payload: `json_object('ticketId', 't' || i)`,
    dueAt,
    createdAt: String(now),
  };
  await into('Job', job);
}
