import type { Client } from 'pg';
import type { Calendar } from '../clocks/calendar.ts';
import { plainTypes } from '../store/postgres/plain-types.ts';
import type { Seal } from '../store/seal.ts';
import { pastMessageReader, sampleOf } from './past-message.ts';
import type { PastRow } from './past-message.ts';
import type { Replayed } from './replay-archive.ts';
import type { ReplayOrder, ReplayProgress } from './replay-order.ts';
import { createReplay } from './replay-rule.ts';

const pageRows = 2_000;

type PageRow = Omit<PastRow, 'textSealed'> & { textSealed: string | null; answeredAt: number | null };

/** replay-archive.ts on PostgreSQL: when each message was answered comes along with it, since nothing can be asked in between. */
const page = {
  name: 'replay-page',
  text: `SELECT m."id", m."sentAt", CASE WHEN m."author" = 'buyer' THEN m."textSealed" END AS "textSealed", m."storeId", m."language",
      m."topic", m."dissatisfaction", m."dissatisfied",
      CASE WHEN m."author" = 'buyer' AND c."lastSellerAt" >= m."sentAt" THEN (
        SELECT a."sentAt" FROM "Message" a WHERE a."conversationId" = m."conversationId" AND a."author" = 'seller'
          AND a."sentAt" >= m."sentAt" ORDER BY a."sentAt" LIMIT 1) END AS "answeredAt"
    FROM "Message" m JOIN "Conversation" c ON c."id" = m."conversationId"
    WHERE (m."sentAt", m."id") > (instant($1), $2) AND m."sentAt" < instant($3) ORDER BY m."sentAt", m."id" LIMIT ${pageRows}`,
  types: plainTypes,
};

/** @returns null when it was called off */
export async function replayPostgres(
  archive: { client: Client; seal: Seal; calendar: Calendar },
  order: ReplayOrder,
  onProgress: (progress: ReplayProgress) => void,
): Promise<Replayed | null> {
  const { client, seal, calendar } = archive;
  const { tried, others, from, to } = order;
  const read = pastMessageReader(order, seal);
  const calledOff = new Int32Array(order.calledOff);
  const { rows: counts } = await client.query<{ of: number }>({
    text: 'SELECT count(*) AS of FROM "Message" WHERE "sentAt" >= instant($1) AND "sentAt" < instant($2)',
    values: [from, to],
    types: plainTypes,
  });
  const { of } = counts[0]!;
  const replay = createReplay({ tried, others, calendar, from, to });
  for (let seen = 0, after: [number, string] = [from, '']; ;) {
    if (Atomics.load(calledOff, 0) !== 0) return null;
    const { rows } = await client.query<PageRow>({ ...page, values: [...after, to] });
    for (const { textSealed, answeredAt, ...row } of rows)
      if (textSealed !== null) replay.take(read({ ...row, textSealed }, () => answeredAt ?? undefined));
    seen += rows.length;
    onProgress({ read: seen, of: Math.max(of, seen) });
    const last = rows.at(-1);
    if (!last || rows.length < pageRows) break;
    after = [last.sentAt, last.id];
  }
  const { samples, ...result } = replay.result();
  const words = await client.query<{ id: string; textSealed: string; number: number | null }>(
    `SELECT m."id", m."textSealed", t."number" FROM "Message" m LEFT JOIN "Ticket" t ON t."id" = m."ticketId" WHERE m."id" = ANY($1)`,
    [samples.map(({ id }) => id)],
  );
  const found = new Map(words.rows.map((row) => [row.id, row]));
  return { ...result, samples: samples.map((hit) => sampleOf(hit, found.get(hit.id)!, seal)) };
}
