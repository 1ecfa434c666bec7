import * as z from 'zod';
import { ReplyError } from '../../../src/ports/marketplace.ts';
import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { newestMessages } from './conversation.ts';
import { message } from './message.ts';
import { id } from './wire.ts';

const address = z.object({
  toId: z.string().regex(/^\d{1,19}$/),
  conversationId: z.string().regex(/^\d{1,20}$/),
  /** 11 = an affiliate's conversation; buyers' have none (facts/marketplaces §5.2). */
  businessType: z.number().optional(),
});
const sent = z.object({ response: z.object({ message_id: id }) });

/** Says a reply to the buyer. @throws ReplyError */
export async function reply(
  ask: Ask,
  { text, replyAddress }: OutgoingReply,
  store: StoreRecord,
): Promise<{ externalId: string }> {
  if (store.site === 'tw')
    throw new ReplyError(
      'permanent',
      'Shopee Taiwan cannot be answered over its API; answer in Seller Centre, the ticket notices it',
    );
  const { toId, conversationId, businessType } = addressOf(replyAddress);
  const body = {
    // A bare number, which may be longer than a double holds (facts/marketplaces §5.5).
    to_id: BigInt(toId),
    message_type: 'text',
    content: { text },
    ...(businessType && { business_type: businessType, conversation_id: BigInt(conversationId) }),
  };
  try {
    const { response } = await ask(store, { name: 'sellerchat.send_message', body }, sent);
    return { externalId: response.message_id };
  } catch (error) {
    throw asReplyError(error);
  }
}

/** How far the clocks of the platform and of this machine may be apart. */
const skewMs = 5 * 60_000;
/** A message that was known already, and is this much older than the attempt, is an earlier answer in the same words. */
const sameMomentMs = 30_000;

/** Looks in the conversation for the shop's own message in these words from the time of the attempt. @throws MarketplaceError */
export async function findReply(
  ask: Ask,
  { text, replyAddress, references }: OutgoingReply,
  since: number,
  store: StoreRecord,
): Promise<{ externalId: string } | null> {
  const { toId, conversationId } = addressOf(replyAddress);
  for await (const listed of newestMessages(ask, store, conversationId, since - skewMs)) {
    const read = message.safeParse({ ...listed, created_timestamp: listed.created_timestamp / 1_000 });
    if (!read.success || read.data.from_id === toId || read.data.content.text?.trim() !== text.trim()) continue;
    const { message_id, created_timestamp } = read.data;
    if (references.includes(message_id) && created_timestamp < since - sameMomentMs) continue;
    return { externalId: message_id };
  }
  return null;
}

function addressOf(replyAddress: OutgoingReply['replyAddress']): z.infer<typeof address> {
  const read = address.safeParse(replyAddress);
  if (!read.success) throw new ReplyError('permanent', 'it is not known to whom on Shopee this answer goes');
  return read.data;
}

function asReplyError(error: unknown): ReplyError {
  if (!(error instanceof MarketplaceError)) return new ReplyError('unknown', 'the attempt broke off', { cause: error });
  if (error.maybeDone) return new ReplyError('unknown', error.message, { cause: error });
  // A lost authorisation may be given anew within the time that a reply is tried.
  const passes = ['throttled', 'down', 'expired'].includes(error.fault);
  return new ReplyError(passes ? 'temporary' : 'permanent', error.message, { cause: error });
}
