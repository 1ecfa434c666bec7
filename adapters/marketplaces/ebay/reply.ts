import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import { ReplyError } from '../../../src/ports/marketplace.ts';
import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { EbayAccount } from './client.ts';
import { readMessages } from './conversations.ts';
import { asideField, idField } from './fields.ts';
import { mediaOf } from './reply-media.ts';
import { toReplyError } from './reply-errors.ts';
import { wordTable } from '../../../src/word-table.ts';

/** Characters (facts/marketplaces §4.2). */
export const longestText = 2_000;

/** When it is looked whether an answer stands in the conversation that eBay has accepted. */
const looksAfterMs = [0, 500, 2_000];
/** Clocks differ. */
const slackMs = 5 * 60_000;

const address = z.object({ conversation: z.string().min(1), buyer: z.string().min(1) });

/** Answers to a send spell `senderUserName`, what is read back `senderUsername` (§4.2). */
const sent = z.object({ messageId: idField, senderUserName: asideField(z.string()) });

/**
 * Sends an answer and looks whether it stands in the conversation: eBay accepts what it then blocks without a word.
 * @throws ReplyError
 */
export async function reply(
  { text, replyAddress, attachments = [] }: OutgoingReply,
  account: EbayAccount,
): Promise<{ externalId: string }> {
  const to = address.safeParse(replyAddress).data;
  if (!to) throw new ReplyError('permanent', 'this conversation cannot be answered from here, only on eBay');
  if (text.length > longestText)
    throw new ReplyError('permanent', `eBay takes at most ${longestText} characters; this answer has ${text.length}`);
  const messageMedia = mediaOf(attachments);
  const since = Date.now();
  let answer;
  try {
    answer = await account.call({
      name: 'sendMessage',
      method: 'POST',
      path: '/commerce/message/v1/send_message',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        conversationId: to.conversation,
        messageText: text,
        ...(messageMedia.length > 0 && { messageMedia }),
        emailCopyToSender: false,
      }),
    });
  } catch (error) {
    throw toReplyError(error);
  }
  const { data } = sent.safeParse(answer.json);
  if (!data) throw new ReplyError('unknown', 'eBay took the answer and did not say under which id');
  account.names.learn(data.senderUserName);
  if (!(await stands(account, to.conversation, data.messageId, since)))
    throw new ReplyError(
      'permanent',
      `eBay took the answer (${data.messageId}) but does not show it: probably blocked. Look on eBay before you write again`,
    );
  return { externalId: data.messageId };
}

/** Where the conversation cannot be read now, the acceptance stands. */
async function stands(account: EbayAccount, id: string, messageId: string, since: number): Promise<boolean> {
  for (const ms of looksAfterMs) {
    if (ms > 0) await sleep(ms);
    try {
      const { messages } = await readMessages(account, { id, type: 'FROM_MEMBERS' }, since - slackMs);
      if (messages.some((message) => message.id === messageId)) return true;
    } catch (error) {
      if (error instanceof MarketplaceError || error instanceof z.ZodError) return true;
      throw error;
    }
  }
  return false;
}

/**
 * Our own words since an attempt of unknown fate. What the thread held before is no proof of it.
 * @throws MarketplaceError
 */
export async function findReply(
  { text, replyAddress, references }: OutgoingReply,
  since: number,
  account: EbayAccount,
): Promise<{ externalId: string } | null> {
  const to = address.safeParse(replyAddress).data;
  if (!to) return null;
  const { messages } = await readMessages(account, { id: to.conversation, type: 'FROM_MEMBERS' }, since - slackMs);
  const wanted = comparable(text);
  const found = messages.find(
    ({ id, sender, raw }) =>
      !references.includes(id) && sender?.toLowerCase() !== to.buyer.toLowerCase() && comparable(bodyOf(raw)) === wanted,
  );
  return found ? { externalId: found.id } : null;
}

const bodyOf = (raw: unknown): string => z.object({ messageBody: z.string() }).safeParse(raw).data?.messageBody ?? '';

/** Blanks, breaks and the five characters of XML may come back written differently. */
const entities = wordTable<string>({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&apos;': "'" });
const comparable = (text: string): string =>
  text
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/&(?:lt|gt|quot|#39|apos);/g, (entity) => entities[entity]!)
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
