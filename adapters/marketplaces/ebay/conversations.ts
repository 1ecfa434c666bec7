import * as z from 'zod';
import type { EbayAccount } from './client.ts';
import { digest } from './digest.ts';
import { asideField, idField, instantField } from './fields.ts';

export const conversationTypes = ['FROM_MEMBERS', 'FROM_EBAY'] as const;
export type ConversationType = (typeof conversationTypes)[number];

/** What polling relies on; normalise-message.ts reads the rest. */
const messageHead = z.looseObject({
  messageId: idField,
  createdDate: instantField,
  senderUsername: z.string().optional(),
  recipientUsername: z.string().optional(),
});

const summary = z.object({
  conversationId: idField,
  conversationTitle: z.string().optional(),
  referenceId: asideField(idField),
  createdDate: asideField(instantField),
  latestMessage: asideField(messageHead),
});
export type ConversationSummary = z.infer<typeof summary>;

const listAnswer = z.object({ conversations: z.array(summary).default([]), next: z.string().optional() });

/** @throws MarketplaceError | ZodError */
export async function listConversations(
  account: EbayAccount,
  { type, offset, limit }: { type: ConversationType; offset: number; limit: number },
): Promise<{ conversations: ConversationSummary[]; more: boolean }> {
  const { json } = await account.call({
    name: 'getConversations',
    method: 'GET',
    path: '/commerce/message/v1/conversation',
    query: { conversation_type: type, limit, offset },
  });
  const { conversations, next } = listAnswer.parse(json);
  for (const { conversationId, referenceId, latestMessage } of conversations) {
    account.listings.set(conversationId, referenceId ?? null);
    // Notices are addressed to the account itself, by the name that eBay uses for it now.
    if (type === 'FROM_EBAY') account.names.learn(latestMessage?.recipientUsername);
  }
  return { conversations, more: next !== undefined };
}

const messagesAnswer = z.object({
  conversationTitle: z.string().optional(),
  messages: z.array(z.unknown()).default([]),
  total: z.number().optional(),
  next: z.string().optional(),
});

export interface ReadMessage {
  id: string;
  at: number;
  sender?: string;
  recipient?: string;
  /** As eBay wrote it. */
  raw: unknown;
}

/** The most that eBay takes; its offsets are multiples of it. */
export const pageSize = 50;
const mostPages = 40;

/**
 * The messages of a conversation written at `since` or later. Whether a conversation lists its newest first is UNCONFIRMED:
 * both ways are understood, and no more pages are read than needed.
 * @throws MarketplaceError `gone` where there is no such conversation
 */
export async function readMessages(
  account: EbayAccount,
  conversation: { id: string; type: ConversationType },
  since: number,
): Promise<{ title: string | undefined; messages: ReadMessage[] }> {
  async function page(offset: number) {
    const { json } = await account.call({
      name: 'getConversation',
      method: 'GET',
      path: `/commerce/message/v1/conversation/${encodeURIComponent(conversation.id)}`,
      query: { conversation_type: conversation.type, limit: pageSize, offset },
    });
    const { messages, ...rest } = messagesAnswer.parse(json);
    return { ...rest, messages: messages.map(headOf) };
  }

  const first = await page(0);
  const found = [...first.messages];
  const isAscending = (first.messages.at(0)?.at ?? 0) < (first.messages.at(-1)?.at ?? 0);
  if (isAscending && first.next !== undefined) {
    for (let offset = lastOffset(first.total ?? 0); offset > 0; offset -= pageSize) {
      const { messages } = await page(offset);
      found.push(...messages);
      if ((messages.at(0)?.at ?? 0) < since) break;
    }
  } else {
    for (let read = 1, latest = first; latest.next !== undefined && read < mostPages; read++) {
      if ((latest.messages.at(-1)?.at ?? 0) < since) break;
      latest = await page(read * pageSize);
      found.push(...latest.messages);
    }
  }
  const messages = found.filter(({ at }) => at >= since).sort((one, other) => one.at - other.at);
  return { title: first.conversationTitle, messages };
}

const lastOffset = (total: number): number => Math.max(0, Math.ceil(total / pageSize) - 1) * pageSize;

function headOf(raw: unknown): ReadMessage {
  const head = messageHead.safeParse(raw).data;
  // Nobody knows what it says: it goes on under a name of its own, to be parked for a person to look at.
  if (!head) return { id: `unreadable ${digest(raw)}`, at: Number.MAX_SAFE_INTEGER, raw };
  const { messageId, createdDate, senderUsername, recipientUsername } = head;
  return {
    id: messageId,
    at: createdDate,
    ...(senderUsername !== undefined && { sender: senderUsername }),
    ...(recipientUsername !== undefined && { recipient: recipientUsername }),
    raw,
  };
}
