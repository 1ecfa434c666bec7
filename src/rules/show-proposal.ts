import * as z from 'zod';
import { proposalCard } from '../../cards/proposal-card.ts';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { toJobFailure } from '../notify/to-job-failure.ts';
import type { Write } from '../store/database.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { lookAtPast } from './read-proposal.ts';

export const showProposalPayload = z.object({ number: z.number(), chatId: z.string() });
type Payload = z.infer<typeof showProposalPayload>;

/** Asks for a proposal's card in a chat, as a part of the caller's transaction. @param place.key tells one asking from the next */
export async function requestProposalCard(desk: Desk, tx: Write, place: Payload & { key: string }): Promise<void> {
  const { number, chatId, key } = place;
  await desk.queue.enqueue(tx, [
    { kind: 'show-proposal', key: `proposal:${number}:${key}`, payload: { number, chatId }, dueAt: desk.clock.now() },
  ]);
}

/** Looks into the past for a proposal and posts its card. */
export function showProposal(desk: Desk): JobDefinition<Payload> {
  return {
    kind: 'show-proposal',
    payload: showProposalPayload,
    maxAttempts: 12,
    batch: 1,
    concurrency: 2,
    async handle([job]) {
      const { id, payload } = job!;
      const chat = desk.chats.get(payload.chatId);
      const messenger = chat && desk.messengers.get(chat.messenger);
      if (!messenger) return {};
      try {
        const view = await lookAtPast(desk, payload.number);
        const card = proposalCard(view, textsOf(desk));
        await messenger.postCard({ chat: chat.externalId, card, key: `prop-${id}` });
        return {};
      } catch (error) {
        return { failed: new Map([[id, toJobFailure(error)]]) };
      }
    },
  };
}
