import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import type { RowWrite } from '../store/database.ts';
import { toJobFailure } from './to-job-failure.ts';

export const sayPayload = z.object({
  chatId: z.string(),
  /** Sealed: it may quote a buyer or a colleague. */
  textSealed: z.string(),
  key: z.string(),
  replyTo: z.string().optional(),
  inThread: z.literal(true).optional(),
  /** The messenger's ids of people to mention. */
  mention: z.array(z.string()).default([]),
});

/** Something for the bot to say, as a job of the caller's transaction. `key` says it once. */
export async function requestSaying(
  desk: Desk,
  tx: RowWrite,
  saying: { chatId: string; text: string; key: string; replyTo?: string; inThread?: true; mention?: string[] },
): Promise<void> {
  const { text, ...rest } = saying;
  await desk.queue.enqueue(tx, [
    {
      kind: 'say',
      key: `say:${saying.chatId}:${saying.key}`,
      payload: { ...rest, textSealed: desk.db.seal.seal(text) },
      dueAt: desk.clock.now(),
    },
  ]);
}

export function saySomething(desk: Desk): JobDefinition<z.infer<typeof sayPayload>> {
  return {
    kind: 'say',
    payload: sayPayload,
    maxAttempts: 12,
    batch: 1,
    concurrency: 8,
    async handle([job]) {
      const { chatId, textSealed, key, replyTo, inThread, mention } = job!.payload;
      const chat = desk.chats.get(chatId);
      const messenger = chat && desk.messengers.get(chat.messenger);
      if (!chat || !messenger) return {};
      try {
        await messenger.say({
          chat: chat.externalId,
          text: desk.db.seal.open(textSealed),
          key: key.slice(-50),
          replyTo,
          inThread,
          mention,
        });
        return {};
      } catch (error) {
        return { failed: new Map([[job!.id, toJobFailure(error)]]) };
      }
    },
  };
}
