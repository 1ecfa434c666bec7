import { openSession } from './conversations.ts';
import { lastOf, newestFirst } from './messages.ts';
import type { ApiCall, Routes } from './gateway.ts';
import { pushSession } from './push-bodies.ts';
import { imRefusal } from './refusal.ts';
import { messageView, sessionView } from './views.ts';
import type { Session, World } from './world.ts';

/** Sessions and their messages, facts/marketplaces §6 IM. `page_size` ends at 20 (the source's IM guide). */
export const sessionRoutes: Routes = {
  '/im/session/list': { methods: ['GET'], required: ['start_time', 'page_size'], handle: listSessions },
  '/im/session/get': {
    methods: ['GET'],
    required: ['session_id'],
    handle: (call) => imAnswer({ data: sessionView(calledSession(call)) }),
  },
  '/im/session/read': { methods: ['POST'], required: ['session_id', 'last_read_message_id'], handle: read },
  '/im/session/open': { methods: ['GET', 'POST'], required: ['order_id'], handle: open },
  '/im/message/list': { methods: ['GET'], required: ['session_id', 'start_time', 'page_size'], handle: listMessages },
};

const mostPerPage = 20;
const openDays = 30;

export const imAnswer = (answer: Record<string, unknown>): Record<string, unknown> => ({
  success: true,
  err_code: '0',
  err_message: 'SUCCESS',
  ...answer,
});

/** A session is found on the host of its country only. */
export function calledSession({ world, seller, params }: ApiCall): Session {
  const session = world.sessions.get(params.session_id ?? '');
  if (!session || session.seller !== seller) throw imRefusal(world.codes.noSession, 'session not exist');
  return session;
}

/** Backwards from `start_time`; the last id of a page takes the next one up where several have its time. */
function page<T extends { id: string; at: number }>(world: World, params: Record<string, string>, all: T[], lastId: string) {
  const start = wholeNumber(world, params.start_time);
  const size = wholeNumber(world, params.page_size);
  if (size < 1 || size > mostPerPage) throw imRefusal(world.codes.badParameter, `page_size limit ${mostPerPage}`);
  const after = lastId === '' ? -1 : all.findIndex(({ id }) => id === lastId);
  const rest = after < 0 ? all.filter(({ at }) => at <= start) : all.slice(after + 1);
  const items = rest.slice(0, size);
  return { items, has_more: rest.length > size, next_start_time: items.at(-1)?.at ?? start };
}

function wholeNumber(world: World, value: string | undefined): number {
  if (!/^\d+$/.test(value ?? '')) throw imRefusal(world.codes.badParameter, `not a number: ${value ?? ''}`);
  return Number(value);
}

function listSessions({ world, seller, params }: ApiCall): Record<string, unknown> {
  const all = [...world.sessions.values()]
    .filter((session) => session.seller === seller && session.messages.length > 0)
    .map((session) => ({ session, id: session.id, at: lastOf(session)?.at ?? 0 }))
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
  const { items, has_more, next_start_time } = page(world, params, all, params.last_session_id ?? '');
  return imAnswer({
    data: {
      session_list: items.map(({ session }) => sessionView(session)),
      has_more,
      next_start_time,
      last_session_id: items.at(-1)?.id ?? '',
    },
  });
}

function listMessages(call: ApiCall): Record<string, unknown> {
  const session = calledSession(call);
  const all = newestFirst(session.messages);
  const { items, has_more, next_start_time } = page(call.world, call.params, all, call.params.last_message_id ?? '');
  return imAnswer({
    data: {
      message_list: items.map((message) => messageView(session, message)),
      has_more,
      next_start_time,
      last_message_id: items.at(-1)?.id ?? '',
    },
  });
}

function read(call: ApiCall): Record<string, unknown> {
  const session = calledSession(call);
  const message = session.messages.find(({ id }) => id === call.params.last_read_message_id);
  if (!message) throw imRefusal(call.world.codes.noMessage, 'message not exist');
  session.selfPosition = Math.max(session.selfPosition, message.at);
  pushSession(call.world, session);
  return imAnswer({});
}

function open({ world, seller, params }: ApiCall): Record<string, unknown> {
  const order = world.orders.get(params.order_id ?? '');
  if (!order || order.site !== seller.site) throw imRefusal(world.codes.badParameter, 'order not exist');
  if (order.createdAt < world.now() - openDays * 24 * 3_600_000) throw imRefusal('-22', `order out of day limit: ${openDays}`);
  const session_id = openSession(world, seller, order.buyer).id;
  return imAnswer(world.options.openedSession === 'in_data' ? { data: { session_id } } : { session_id });
}
