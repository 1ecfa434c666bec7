import { Hono } from 'hono';
import { messageRefusal } from './message-errors.ts';
import { conversationView, latestOf, readView, unreadIn } from './message-view.ts';
import { pageLinks, pageOf } from './paging.ts';
import type { Page } from './paging.ts';
import { memberBy, messagesOf } from './world.ts';
import type { Conversation, World } from './world.ts';

export interface ConversationRules {
  /** Documented is 400; a live 404 was reported. UNCONFIRMED. */
  unknownConversationStatus: 400 | 404;
  /** In which order a conversation lists its messages: UNCONFIRMED. */
  messageOrder: 'newest_first' | 'oldest_first';
}

/** Offsets between two pages are refused, not rounded (facts/marketplaces §4.2). */
function messagePage(query: URLSearchParams): Page {
  const page = pageOf(query, {
    standard: 25,
    longest: 50,
    badLimit: () => messageRefusal(355009),
    badOffset: () => messageRefusal(355008),
  });
  if (page.offset % page.limit !== 0) throw messageRefusal(355008);
  return page;
}

function typeOf(query: URLSearchParams): Conversation['type'] {
  const type = query.get('conversation_type');
  if (!type) throw messageRefusal(355017);
  if (type !== 'FROM_MEMBERS' && type !== 'FROM_EBAY') throw messageRefusal(355002);
  return type;
}

/** `GET /conversation` and `GET /conversation/{id}` (facts/marketplaces §4.2). */
export function conversationRoutes(world: World, rules: ConversationRules): Hono {
  const routes = new Hono();

  routes.get('/conversation', (context) => {
    const query = new URL(context.req.url).searchParams;
    const type = typeOf(query);
    const page = messagePage(query);
    const wanted = [createdWithin(query, type), inStatus(world, query), withParty(world, query), about(query)];
    const found = [...world.conversations.values()]
      .filter((conversation) => conversation.type === type && wanted.every((passes) => passes(conversation)))
      .sort((one, other) => (latestOf(world, other)?.at ?? 0) - (latestOf(world, one)?.at ?? 0));
    const conversations = found.slice(page.offset, page.offset + page.limit).map((each) => conversationView(world, each));
    return context.json({ conversations, ...pageLinks(context.req.url, page, found.length) });
  });

  routes.get('/conversation/:id', (context) => {
    const query = new URL(context.req.url).searchParams;
    const type = typeOf(query);
    const page = messagePage(query);
    const conversation = world.conversations.get(context.req.param('id'));
    if (conversation?.type !== type) throw messageRefusal(355007, rules.unknownConversationStatus);
    const all = messagesOf(world, conversation.id);
    if (rules.messageOrder === 'newest_first') all.reverse();
    return context.json({
      conversationStatus: conversation.status,
      conversationTitle: conversation.title,
      conversationType: conversation.type,
      messages: all.slice(page.offset, page.offset + page.limit).map((message) => readView(world, message)),
      ...pageLinks(context.req.url, page, all.length),
    });
  });

  return routes;
}

type Passes = (conversation: Conversation) => boolean;

/**
 * Looks at when the conversation was made, not at its messages: an old thread with a new message stays hidden
 * (facts/marketplaces §4.2).
 */
function createdWithin(query: URLSearchParams, type: Conversation['type']): Passes {
  const [from, to] = ['start_time', 'end_time'].map((name) => {
    const value = query.get(name);
    if (value === null) return undefined;
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)) throw messageRefusal(355005);
    return Date.parse(value);
  });
  if (from !== undefined && to !== undefined && from >= to) throw messageRefusal(355004);
  // The time filter exists for members' conversations only.
  if (type === 'FROM_EBAY') return () => true;
  return ({ createdAt }) => createdAt >= (from ?? -Infinity) && createdAt <= (to ?? Infinity);
}

function inStatus(world: World, query: URLSearchParams): Passes {
  const status = query.get('conversation_status');
  switch (status) {
    case null:
      return () => true;
    case 'READ':
      return (conversation) => unreadIn(world, conversation) === 0;
    case 'UNREAD':
      return (conversation) => unreadIn(world, conversation) > 0;
    case 'ACTIVE':
    case 'ARCHIVE':
    case 'DELETE':
      return (conversation) => conversation.status === status;
    default:
      throw messageRefusal(355001);
  }
}

function withParty(world: World, query: URLSearchParams): Passes {
  const name = query.get('other_party_username');
  if (name === null) return () => true;
  const member = memberBy(world, name);
  if (!member) throw messageRefusal(355006);
  return ({ otherParty }) => otherParty === member.username;
}

function about(query: URLSearchParams): Passes {
  const id = query.get('reference_id');
  const type = query.get('reference_type');
  if (type !== null && type !== 'LISTING') throw messageRefusal(355003);
  if (id === null) return () => true;
  if (type === null) throw messageRefusal(355022);
  if (!/^[1-9]\d*$/.test(id)) throw messageRefusal(355016);
  return ({ listing }) => listing === id;
}
