import * as z from 'zod';
import { ReplyError } from '../../../src/ports/marketplace.ts';
import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { reviewOf } from '../../outbound/review-address.ts';
import { answerReview, findReviewAnswer } from './answer-review.ts';
import type { Ask } from './client.ts';
import { messagesBackwards } from './poll-messages.ts';
import { parseExact } from '../../http/exact-json.ts';
import { asReplyError } from './reply-fault.ts';
import { id } from './shapes.ts';

const address = z.object({ session: z.string().min(1) });
const sent = z.object({ data: z.object({ message_id: id }) });

/** A message of words. */
const wordsTemplate = 1;
/** Clocks may differ by this much. */
const slackMs = 5 * 60_000;
/** Sends words into the session. That they were accepted does not mean that they are shown (facts/marketplaces §19.5). @throws ReplyError */
export async function reply(ask: Ask, outgoing: OutgoingReply, store: StoreRecord): Promise<{ externalId: string }> {
  const { text, replyAddress } = outgoing;
  const review = reviewOf(replyAddress);
  if (review) return answerReview(ask, review, outgoing, store);
  const read = address.safeParse(replyAddress);
  if (!read.success) throw new ReplyError('permanent', 'this conversation has no session at Lazada');
  const params = { session_id: read.data.session, template_id: wordsTemplate, txt: text };
  try {
    const { data } = await ask(store, { path: '/im/message/send', params, method: 'POST' }, sent);
    return { externalId: data.message_id };
  } catch (error) {
    throw asReplyError(error);
  }
}

/** Whether the words stand in the session since then and are none that we know of. @throws MarketplaceError */
export async function findReply(
  ask: Ask,
  outgoing: OutgoingReply,
  since: number,
  store: StoreRecord,
): Promise<{ externalId: string } | null> {
  const { text, replyAddress, references } = outgoing;
  const review = reviewOf(replyAddress);
  if (review) return findReviewAnswer(ask, review, outgoing, store);
  const { session } = address.parse(replyAddress);
  const known = new Set(references);
  for await (const message of messagesBackwards(ask, store, session, Date.now() + slackMs)) {
    if (message.send_time < since - slackMs) return null;
    if (known.has(message.message_id) || String(message.from_account_type) !== '2' || String(message.status) === '1') continue;
    if (wordsOf(message.content).trim() === text.trim()) return { externalId: message.message_id };
  }
  return null;
}

function wordsOf(content: unknown): string {
  try {
    const { txt } = (typeof content === 'string' ? parseExact(content) : content) as { txt?: unknown };
    return typeof txt === 'string' ? txt : '';
  } catch {
    return '';
  }
}
