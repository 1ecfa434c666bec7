import type { Desk } from '../desk.ts';
import type { Chat } from '../notify/chat-directory.ts';
import type { Route } from './route-definition.ts';
import { routeOf } from './route-of.ts';
import type { Routed } from './route-of.ts';

/** The chats that hear of a ticket, or of trouble with a store, and the route that says so; without one, every alert chat. */
export function chatsOf(desk: Desk, routes: readonly Route[], routed: Routed): { chats: Chat[]; route: number | null } {
  const route = routeOf(routes, routed, 'chats');
  const chats = route?.chats.map((id) => desk.chats.get(id)).filter((chat) => chat !== undefined) ?? [];
  return route && chats.length > 0 ? { chats, route: route.number } : { chats: desk.chats.alertChats(), route: null };
}
