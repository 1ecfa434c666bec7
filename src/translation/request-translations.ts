import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { requestCards } from '../notify/request-cards.ts';
import type { RowWrite } from '../store/database.ts';
import { changeRows, selectRows, updateRows } from '../store/rows.ts';

export const translatePayload = z.object({ messageId: z.string() });

/** Asks for the translation of messages into the team's language. Nothing waits for it: cards go out first. */
export async function requestTranslations(desk: Desk, tx: RowWrite, messageIds: Iterable<string>): Promise<void> {
  const now = desk.clock.now();
  await desk.queue.enqueue(
    tx,
    [...messageIds].map((messageId) => ({
      kind: 'translate',
      key: `translate:${messageId}`,
      payload: { messageId },
      dueAt: now,
    })),
  );
}

/** Translates buyers' messages and refreshes their cards. Trouble of the service is written on the card, not retried for ever. */
export function translateMessages(desk: Desk): JobDefinition<z.infer<typeof translatePayload>> {
  return {
    kind: 'translate',
    payload: translatePayload,
    maxAttempts: 5,
    batch: 200,
    concurrency: 2,
    async handle(jobs) {
      const messages = await selectRows<{
        id: string;
        ticketId: string | null;
        storeId: string;
        textSealed: string;
        language: string | null;
      }>(
        desk.db.read,
        'SELECT "id", "ticketId", "storeId", "textSealed", "language" FROM "Message" WHERE "id" IN (SELECT value FROM json_each(?))',
        JSON.stringify(jobs.map(({ payload }) => payload.messageId)),
      );
      for (const { id, ticketId } of messages) if (ticketId !== null) desk.tracing.liken(ticketId, id);
      const to = desk.settings.get('language');
      const results = await Promise.all(
        messages.map(async (message) => {
          const text = desk.db.seal.open(message.textSealed);
          const result = await desk.translation.translate({
            text,
            from: message.language ?? undefined,
            to,
            storeId: message.storeId,
          });
          return { message, result };
        }),
      );
      return {
        async settleRows(tx) {
          const changed = results.map(({ message, result }) => ({
            id: message.id,
            ticketId: message.ticketId,
            ...stateOf(desk, result),
          }));
          await updateRows(
            tx,
            'Message',
            changed.map(({ ticketId: _, ...row }) => row),
          );
          const touched = new Set(changed.map(({ ticketId }) => ticketId).filter((id) => id !== null));
          await changeRows(
            tx,
            'UPDATE "Ticket" SET "version" = "version" + 1 WHERE "id" IN (SELECT value FROM json_each(?))',
            JSON.stringify([...touched]),
          );
          await requestCards(desk, tx, touched);
        },
      };
    },
  };
}

type Result = Awaited<ReturnType<Desk['translation']['translate']>>;

function stateOf(desk: Desk, result: Result) {
  const nothing = { translationState: null, translationSealed: null, translator: null };
  if (!('text' in result))
    return { ...nothing, translationState: result.unavailable === 'timeout' ? 'failed' : result.unavailable };
  // Already in the team's language.
  if (result.provider === 'none') return nothing;
  return { translationState: 'done', translationSealed: desk.db.seal.seal(result.text), translator: result.provider };
}
