import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { requestCards } from '../notify/request-cards.ts';
import type { Write } from '../store/database.ts';

export const translatePayload = z.object({ messageId: z.string() });

/** Asks for the translation of messages into the team's language. Nothing waits for it: cards go out first. */
export async function requestTranslations(desk: Desk, tx: Write, messageIds: Iterable<string>): Promise<void> {
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
    batch: 20,
    concurrency: 4,
    async handle(jobs) {
      const messages = await desk.db.read.message.findMany({
        where: { id: { in: jobs.map(({ payload }) => payload.messageId) } },
      });
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
        async settle(tx) {
          const touched = new Set<string>();
          for (const { message, result } of results) {
            const data = stateOf(desk, result);
            if (!data) continue;
            await tx.message.update({ where: { id: message.id }, data });
            if (message.ticketId) touched.add(message.ticketId);
          }
          if (touched.size === 0) return;
          await tx.ticket.updateMany({ where: { id: { in: [...touched] } }, data: { version: { increment: 1 } } });
          await requestCards(desk, tx, touched);
        },
      };
    },
  };
}

type Result = Awaited<ReturnType<Desk['translation']['translate']>>;

/** null: nothing to show, the message already is in the team's language. */
function stateOf(desk: Desk, result: Result) {
  if ('text' in result) {
    if (result.provider === 'none') return null;
    return { translationState: 'done', translationSealed: desk.db.seal.seal(result.text), translator: result.provider };
  }
  const state = result.unavailable === 'timeout' ? 'failed' : result.unavailable;
  return { translationState: state };
}
