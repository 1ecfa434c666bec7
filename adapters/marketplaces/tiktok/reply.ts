import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import { ReplyError } from '../../../src/ports/marketplace.ts';
import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { TiktokClient } from './client.ts';
import { id } from './fields.ts';
import { messagesPath } from './message-calls.ts';
import { conversationOf } from './reply-address.ts';

/** Characters of a text (TikTok's reference of the call). */
const longest = 2_000;

const answerSchema = z.looseObject({ message_id: id });

/** Says it in the conversation. @throws ReplyError */
export async function reply(client: TiktokClient, outgoing: OutgoingReply, store: StoreRecord): Promise<{ externalId: string }> {
  const thread = conversationOf(outgoing.replyAddress);
  if (thread === undefined) throw new ReplyError('permanent', 'TikTok does not let this conversation be answered from here');
  const length = [...outgoing.text].length;
  if (length > longest) throw new ReplyError('permanent', `TikTok takes ${longest} characters at most, these are ${length}`);
  const body = { type: 'TEXT', content: JSON.stringify({ content: outgoing.text }) };
  let data: unknown;
  try {
    data = await client.call(store, { name: 'send message', method: 'POST', path: messagesPath(thread), body });
  } catch (error) {
    throw toReplyError(error);
  }
  const said = answerSchema.safeParse(data);
  if (!said.success) throw new ReplyError('unknown', 'TikTok took the message but did not name it');
  return { externalId: said.data.message_id };
}

/** The conversation may not be answered (any more), as seen in the field. */
const closedWindow = '45109001';

function toReplyError(error: unknown): ReplyError {
  if (!(error instanceof MarketplaceError)) return new ReplyError('unknown', 'TikTok did not answer', { cause: error });
  const { message } = error;
  if (error.maybeDone) return new ReplyError('unknown', message, { cause: error });
  switch (error.fault) {
    case 'throttled':
    case 'down':
      return new ReplyError('temporary', message, { cause: error });
    case 'gone':
      return new ReplyError('permanent', 'the conversation no longer exists at TikTok', { cause: error });
    case 'expired':
      return new ReplyError('permanent', 'the shop’s authorisation has ended: authorise it anew, then send again', {
        cause: error,
      });
    default:
      if (error.platformCode !== closedWindow) return new ReplyError('permanent', message, { cause: error });
      return new ReplyError('permanent', 'TikTok does not let this conversation be answered at the moment', { cause: error });
  }
}
