import type * as z from 'zod';
import { digestCard } from '../../cards/digest-card.ts';
import type { Desk } from '../desk.ts';
import type { JobDefinition, JobFailure } from '../jobs/job.ts';
import { leavingMs } from '../notify/answered-cards.ts';
import { cardOptions } from '../notify/card-options.ts';
import { toJobFailure } from '../notify/to-job-failure.ts';
import { MessengerError } from '../ports/messenger.ts';
import type { Digest } from '../store/client/client.ts';
import { readDigest, shownOf } from './read-digest.ts';
import { digestPayload } from './request-digests.ts';

/** Takes off a digest's card what is done, where a card can change; elsewhere the next tap or command tells. */
export function redrawDigests(desk: Desk): JobDefinition<z.infer<typeof digestPayload>> {
  return {
    kind: 'digest',
    payload: digestPayload,
    maxAttempts: 10,
    batch: 20,
    concurrency: 1,
    async handle(jobs) {
      const digests = await desk.db.read.digest.findMany({ where: { id: { in: jobs.map(({ payload }) => payload.digestId) } } });
      const again = new Map<string, number>();
      const failed = new Map<string, JobFailure>();
      const drawn: { id: string; shown: string }[] = [];
      for (const { id, payload } of jobs) {
        const digest = digests.find((known) => known.id === payload.digestId);
        if (!digest) continue;
        // A tap's answer is on its way; it may show all there is to show.
        if (desk.answeredCards.shown(digest.chatId, digest.id) === 'pending') again.set(id, leavingMs);
        else
          try {
            const shown = await redraw(desk, digest);
            if (shown !== digest.shown) drawn.push({ id: digest.id, shown });
          } catch (error) {
            failed.set(id, toJobFailure(error));
          }
      }
      return {
        again,
        failed,
        async settle(tx) {
          for (const { id, shown } of drawn) await tx.digest.update({ where: { id }, data: { shown } });
        },
      };
    },
  };
}

/** @returns what its card shows, as far as it can */
async function redraw(desk: Desk, digest: Digest): Promise<string> {
  const view = await readDigest(desk, digest);
  const shown = shownOf(view.waiting);
  const chat = desk.chats.get(digest.chatId);
  const messenger = chat && desk.messengers.get(chat.messenger);
  const age = desk.clock.now() - digest.postedAt.getTime();
  if (shown === digest.shown || !messenger || age >= messenger.can.updateWindowMs) return shown;
  try {
    await messenger.updateCard({
      chat: chat.externalId,
      messageId: digest.messageId,
      card: digestCard(view, cardOptions(desk)),
    });
  } catch (error) {
    if (!(error instanceof MessengerError) || error.fault !== 'gone') throw error;
  }
  return shown;
}
