import type Sqlite from 'better-sqlite3';
import type { Calendar } from '../clocks/calendar.ts';
import type { Seal } from '../store/seal.ts';
import { pastMessageReader, sampleOf } from './past-message.ts';
import type { ReplayOrder, ReplayProgress, ReplaySample } from './replay-order.ts';
import { createReplay } from './replay-rule.ts';
import type { PastMessage, ReplayHit, ReplayResult } from './replay-rule.ts';

const pageRows = 2_000;

export type Replayed = Omit<ReplayResult, 'samples'> & { samples: ReplaySample[] };

/** As the page's columns come. */
type PageRow = [
  rowid: number,
  id: string,
  sentAt: number,
  textSealed: string | null,
  storeId: string,
  conversationId: string,
  language: string | null,
  topic: string | null,
  dissatisfaction: number | null,
  dissatisfied: number | null,
];

/**
 * Replays rules over the stored messages of a span, page by page along the index of times: however many there are, no more
 * than a page is in memory. Blocks; runs on a thread of its own.
 * @returns null when it was called off
 */
export function replayArchive(
  archive: { db: Sqlite.Database; seal: Seal; calendar: Calendar },
  order: ReplayOrder,
  onProgress: (progress: ReplayProgress) => void,
): Replayed | null {
  const { db, seal, calendar } = archive;
  const { tried, others, from, to } = order;
  const read = pastMessageReader(order, seal);
  const calledOff = new Int32Array(order.calledOff);
  const of = db.prepare('SELECT count(*) FROM "Message" WHERE "sentAt" >= ? AND "sentAt" < ?').pluck().get(from, to) as number;
  // Colleagues' answers are passed over without carrying their words along.
  const page = db
    .prepare(
      `SELECT rowid, "id", "sentAt", CASE "author" WHEN 'buyer' THEN "textSealed" END, "storeId", "conversationId", "language",
         "topic", "dissatisfaction", "dissatisfied" FROM "Message"
       WHERE ("sentAt", rowid) > (?, ?) AND "sentAt" < ? ORDER BY "sentAt", rowid LIMIT ${pageRows}`,
    )
    .raw();
  // Most conversations that wait have no answer at all: those are not searched message by message.
  const answer = db
    .prepare(
      `SELECT m."sentAt" FROM "Conversation" c JOIN "Message" m ON m."conversationId" = c."id" AND m."sentAt" >= @at
       WHERE c."id" = @id AND c."lastSellerAt" >= @at AND m."author" = 'seller' ORDER BY m."sentAt" LIMIT 1`,
    )
    .pluck();

  const replay = createReplay({ tried, others, calendar, from, to });
  let after: [sentAt: number, rowid: number] = [from, -1];
  for (let seen = 0; ;) {
    if (Atomics.load(calledOff, 0) !== 0) return null;
    const rows = page.all(...after, to) as PageRow[];
    for (const row of rows) {
      const message = pastMessage(row);
      if (message) replay.take(message);
    }
    seen += rows.length;
    onProgress({ read: seen, of: Math.max(of, seen) });
    if (rows.length < pageRows) break;
    const [rowid, , sentAt] = rows.at(-1)!;
    after = [sentAt, rowid];
  }
  const { samples, ...result } = replay.result();
  return { ...result, samples: samples.map(withWords) };

  function pastMessage(row: PageRow): PastMessage | null {
    const [, id, sentAt, textSealed, storeId, conversationId, language, topic, dissatisfaction, dissatisfied] = row;
    if (textSealed === null) return null;
    return read(
      { id, sentAt, textSealed, storeId, language, topic, dissatisfaction, dissatisfied },
      () => answer.get({ id: conversationId, at: sentAt }) as number | undefined,
    );
  }

  function withWords(hit: ReplayHit): ReplaySample {
    const found = db
      .prepare(
        `SELECT m."textSealed", t."number" FROM "Message" m LEFT JOIN "Ticket" t ON t."id" = m."ticketId" WHERE m."id" = ?`,
      )
      .get(hit.id) as { textSealed: string; number: number | null };
    return sampleOf(hit, found, seal);
  }
}
