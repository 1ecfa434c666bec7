import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import { ReplyError } from '../../../src/ports/marketplace.ts';
import type { AttachmentLimits, OutgoingAttachment, OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { formFile } from '../../http/form-file.ts';
import { sendPictures } from '../../outbound/sent-pictures.ts';
import type { SentPictures } from '../../outbound/sent-pictures.ts';
import type { TiktokClient } from './client.ts';
import { id } from './fields.ts';
import { messagesPath } from './message-calls.ts';
import { conversationOf } from './reply-address.ts';

/** Characters of a text (TikTok's reference of the call). */
const longest = 2_000;

const answerSchema = z.looseObject({ message_id: id });

/** Pictures, each a message of its own. How large and how many TikTok takes the facts do not say: limits of our own. */
export const attachmentLimits: AttachmentLimits = {
  maxBytes: 5_000_000,
  maxCount: 5,
  types: ['image/jpeg', 'image/png'],
  by: 'content',
};

/** Says it in the conversation, its pictures first. @throws ReplyError */
export async function reply(
  { client, pictures }: { client: TiktokClient; pictures: SentPictures },
  outgoing: OutgoingReply,
  store: StoreRecord,
): Promise<{ externalId: string }> {
  const thread = conversationOf(outgoing.replyAddress);
  if (thread === undefined) throw new ReplyError('permanent', 'TikTok does not let this conversation be answered from here');
  const length = [...outgoing.text].length;
  if (length > longest) throw new ReplyError('permanent', `TikTok takes ${longest} characters at most, these are ${length}`);
  async function say(type: 'TEXT' | 'IMAGE', content: object): Promise<string> {
    const body = { type, content: JSON.stringify(content) };
    let data: unknown;
    try {
      data = await client.call(store, { name: 'send message', method: 'POST', path: messagesPath(thread!), body });
    } catch (error) {
      throw toReplyError(error);
    }
    const said = answerSchema.safeParse(data);
    if (!said.success) throw new ReplyError('unknown', 'TikTok took the message but did not name it');
    return said.data.message_id;
  }
  const lastPicture = await sendPictures(pictures, outgoing, async (picture) =>
    say('IMAGE', await upload(client, picture, store)),
  );
  if (outgoing.text === '' && lastPicture !== undefined) return { externalId: lastPicture };
  return { externalId: await say('TEXT', { content: outgoing.text }) };
}

const uploadedSchema = z.object({ url: z.string().min(1), width: z.number(), height: z.number() });

/** Nobody sees a picture for its being uploaded, so that this may be done again. */
async function upload(
  client: TiktokClient,
  picture: OutgoingAttachment,
  store: StoreRecord,
): Promise<z.infer<typeof uploadedSchema>> {
  const form = await formFile('data', picture);
  const path = '/customer_service/202309/images/upload';
  let data: unknown;
  try {
    data = await client.call(store, { name: 'upload picture', method: 'POST', path, form, repeatable: true });
  } catch (error) {
    throw toReplyError(error instanceof MarketplaceError ? withoutEffect(error) : error);
  }
  const kept = uploadedSchema.safeParse(data);
  if (!kept.success) throw new ReplyError('permanent', 'TikTok took the picture but did not say where it lies');
  return kept.data;
}

const withoutEffect = ({ fault, message, platformCode, cause }: MarketplaceError): MarketplaceError =>
  new MarketplaceError(fault, message, { platformCode, cause });

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
