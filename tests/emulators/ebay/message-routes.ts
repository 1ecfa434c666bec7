import { Hono } from 'hono';
import type { Context } from 'hono';
import { messageRefusal } from './message-errors.ts';
import { sentView } from './message-view.ts';
import { conversationWith, write } from './writing.ts';
import { memberBy } from './world.ts';
import type { Conversation, Media, World } from './world.ts';

interface SendRequest {
  conversationId?: string;
  otherPartyUsername?: string;
  messageText?: string;
  messageMedia?: Partial<Media>[];
  reference?: { referenceType?: string; referenceId?: string };
}

const conversationStatuses = ['ACTIVE', 'ARCHIVE', 'DELETE'] as const;
const mediaTypes = ['IMAGE', 'PDF', 'DOC', 'TXT'];

async function bodyOf<T>(context: Context): Promise<T> {
  const body: unknown = await context.req.json().catch(() => null);
  return (typeof body === 'object' && body !== null ? body : {}) as T;
}

/** Sending, and what the seller does with a conversation (facts/marketplaces §4.2). */
export function messageRoutes(world: World): Hono {
  const routes = new Hono();

  routes.post('/send_message', async (context) => {
    const asked = await bodyOf<SendRequest>(context);
    const text = asked.messageText ?? '';
    const media = mediaOf(asked.messageMedia ?? []);
    if (text.length > 2_000) throw messageRefusal(355013);
    if (text === '' && media.length === 0) throw messageRefusal(355015);
    const conversation = addressed(world, asked);
    const message = write(world, { conversation, from: world.seller.username, text, media, via: 'api' });
    if (world.blockedWords.some((word) => word.test(text))) message.blocked = true;
    return context.json(sentView(world, message), 201);
  });

  routes.post('/update_conversation', async (context) => {
    const asked = await bodyOf<Update & { read?: boolean }>(context);
    const conversation = updated(world, asked);
    // Of both, only `read` is looked at.
    if (typeof asked.read === 'boolean') markRead(world, conversation, asked.read ? 'READ' : 'UNREAD');
    else conversation.status = statusOf(asked.conversationStatus, conversationStatuses);
    return context.body(null, 204);
  });

  routes.post('/bulk_update_conversation', async (context) => {
    const { conversations = [] } = await bodyOf<{ conversations?: Update[] }>(context);
    if (conversations.length > 10) throw messageRefusal(355019);
    const statuses = conversations.map(({ conversationStatus }) =>
      statusOf(conversationStatus, [...conversationStatuses, 'READ', 'UNREAD'] as const),
    );
    const conversationsResponse = conversations.map(({ conversationId = '' }, index) => {
      const conversation = world.conversations.get(conversationId);
      const status = statuses[index];
      if (!conversation || !status) return { conversationId, updateStatus: 'FAILURE' };
      if (status === 'READ' || status === 'UNREAD') markRead(world, conversation, status);
      else conversation.status = status;
      return { conversationId, updateStatus: 'SUCCESS' };
    });
    const updateSuccessCount = conversationsResponse.filter(({ updateStatus }) => updateStatus === 'SUCCESS').length;
    const total = conversations.length;
    return context.json({
      conversationsMetadata: {
        totalConversationsCount: total,
        updateSuccessCount,
        updateFailureCount: total - updateSuccessCount,
      },
      conversationsResponse,
    });
  });

  return routes;
}

function mediaOf(asked: Partial<Media>[]): Media[] {
  if (asked.length > 5) throw messageRefusal(355010);
  return asked.map(({ mediaName, mediaType, mediaUrl }) => {
    if (!mediaName || !mediaType || !mediaUrl) throw messageRefusal(355012);
    if (!mediaTypes.includes(mediaType)) throw messageRefusal(355011);
    if (!mediaUrl.startsWith('https://')) throw messageRefusal(355014);
    return { mediaName, mediaType, mediaUrl };
  });
}

function addressed(world: World, asked: SendRequest): Conversation {
  const listing = listingOf(asked.reference);
  if (asked.conversationId) {
    const conversation = world.conversations.get(asked.conversationId);
    // Notices of eBay take no reply; with which code it says so is UNCONFIRMED.
    if (conversation?.type !== 'FROM_MEMBERS') throw messageRefusal(355007);
    return conversation;
  }
  if (!asked.otherPartyUsername) throw messageRefusal(355018);
  const member = memberBy(world, asked.otherPartyUsername);
  if (!member) throw messageRefusal(355006);
  return conversationWith(world, { buyer: member.username, ...(listing ? { listing } : {}) });
}

function listingOf(reference: SendRequest['reference']): string | undefined {
  if (!reference) return undefined;
  const { referenceType, referenceId } = reference;
  if (!referenceType || !referenceId) throw messageRefusal(355021);
  if (referenceType !== 'LISTING') throw messageRefusal(355003);
  if (!/^[1-9]\d*$/.test(referenceId)) throw messageRefusal(355016);
  return referenceId;
}

interface Update {
  conversationId?: string;
  conversationType?: string;
  conversationStatus?: string;
}

function updated(world: World, { conversationId, conversationType }: Update): Conversation {
  if (conversationType !== 'FROM_MEMBERS' && conversationType !== 'FROM_EBAY') throw messageRefusal(355002);
  const conversation = world.conversations.get(conversationId ?? '');
  if (conversation?.type !== conversationType) throw messageRefusal(355007);
  return conversation;
}

function statusOf<T extends string>(status: string | undefined, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === status);
  if (!found) throw messageRefusal(355001);
  return found;
}

function markRead(world: World, { id }: Conversation, status: 'READ' | 'UNREAD'): void {
  for (const message of world.messages)
    if (message.thread === id && message.to === world.seller.username) message.read = status === 'READ';
}
