import { conversationView, messageView } from './chat-views.ts';
import type { Fields, Routes } from './call.ts';
import { textOf } from './json.ts';
import { Refusal } from './refusal.ts';
import type { Conversation, World } from './world.ts';

const chat = { scope: 'shop', permission: 'chat' } as const;

/** Threads and messages, facts/marketplaces §5.2. Their field list is UNCONFIRMED (§21). */
export const chatReadRoutes: Routes = {
  'sellerchat.get_conversation_list': {
    ...chat,
    method: 'GET',
    async answer(world, fields) {
      const size = Number(fields.page_size);
      const listed = inOrder(world, fields);
      const page = listed.slice(0, size);
      const last = page.at(-1);
      return {
        response: {
          conversations: page.map((conversation) => conversationView(world, conversation)),
          page_result: {
            page_size: page.length,
            next_cursor: {
              next_message_time_nano: String(last ? nanosOf(last) : 0),
              conversation_id: last?.id ?? '0',
            },
            more: listed.length > size,
          },
        },
      };
    },
  },
  'sellerchat.get_one_conversation': {
    ...chat,
    method: 'GET',
    answer: async (world, fields) => ({ response: conversationView(world, conversationOf(world, fields)) }),
  },
  'sellerchat.get_message': {
    ...chat,
    method: 'GET',
    /** Newest first. The offset is whatever the page before said, so that new messages shift nothing. */
    async answer(world, fields) {
      const { messages } = conversationOf(world, fields);
      const size = Number(fields.page_size ?? 25);
      const offset =
        fields.offset === undefined || fields.offset === '' ? -1 : messages.findIndex(({ id }) => id === fields.offset);
      const older = messages.slice(0, offset < 0 ? messages.length : offset).reverse();
      const page = older.slice(0, size);
      const next = older.length > size ? (page.at(-1)?.id ?? '') : '';
      return {
        response: {
          messages: page.map((message) => messageView(world, message)),
          page_result: { page_size: page.length, next_offset: next },
        },
      };
    },
  },
  'sellerchat.get_unread_conversation_count': {
    ...chat,
    method: 'GET',
    answer: async (world) => ({
      response: { total_unread_count: [...world.conversations.values()].filter(({ unread }) => unread > 0).length },
    }),
  },
  'sellerchat.read_conversation': {
    ...chat,
    method: 'POST',
    async answer(world, fields) {
      const conversation = conversationOf(world, fields);
      const id = String(fields.last_read_message_id);
      const read = conversation.messages.findIndex((message) => message.id === id);
      if (read < 0) throw new Refusal('error_param', 'The message is not in this conversation.');
      conversation.lastRead = id;
      conversation.unread = conversation.messages.slice(read + 1).filter(({ from }) => from === 'buyer').length;
      return { response: {} };
    },
  },
  'sellerchat.unread_conversation': {
    ...chat,
    method: 'POST',
    async answer(world, fields) {
      const conversation = conversationOf(world, fields);
      conversation.unread = Math.max(1, conversation.unread);
      return { response: {} };
    },
  },
};

export function conversationOf(world: World, fields: Fields): Conversation {
  const conversation = world.conversations.get(String(fields.conversation_id));
  if (!conversation) throw new Refusal('error_param', 'The conversation does not exist.');
  return conversation;
}

const nanosOf = (conversation: Conversation): bigint => conversation.messages.at(-1)?.nanos ?? 0n;

/** `older` goes down from the cursor, `latest` up from it; both leave the cursor itself out. */
function inOrder(world: World, { direction, type, next_timestamp_nano }: Fields): Conversation[] {
  const cursor = BigInt(textOf(next_timestamp_nano) || '0');
  const shown = [...world.conversations.values()].filter(
    ({ messages, unread }) => messages.length > 0 && (type === 'all' || (type === 'unread' && unread > 0)),
  );
  const rising = shown.sort((a, b) => (nanosOf(a) < nanosOf(b) ? -1 : 1));
  if (direction === 'older') return rising.filter((entry) => cursor === 0n || nanosOf(entry) < cursor).reverse();
  if (cursor === 0n && world.settings.latestWithoutCursor === 'newest_first') return rising.reverse();
  return rising.filter((entry) => nanosOf(entry) > cursor);
}
