import type { Desk } from '../desk.ts';
import { selectRows } from '../store/rows.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { chatName, describeScope } from './describe-route.ts';
import { readRoutes } from './read-routes.ts';

/** Which routes brought a ticket's cards where they are, and chose who was told; no lines where none had a say. */
export async function explainRoutes(
  desk: Desk,
  ticketId: string,
  calls: readonly { name: string; route: number | null; load: number | null }[],
): Promise<string[]> {
  const texts = textsOf(desk);
  const cards = await selectRows<{ chatId: string; route: number }>(
    desk.db.read,
    'SELECT "chatId", "route" FROM "Card" WHERE "ticketId" = ? AND "route" IS NOT NULL ORDER BY "id"',
    ticketId,
  );
  const chosen = new Map(calls.flatMap((call) => (call.route === null ? [] : [[`${call.route} ${call.name}`, call] as const])));
  if (cards.length === 0 && chosen.size === 0) return [];
  const routes = new Map((await readRoutes(desk.db.read)).map((route) => [route.number, route]));
  const named = (number: number): string => {
    const route = routes.get(number);
    return route ? texts('why.route', { number, when: describeScope(desk, route.when) }) : texts('why.route_gone', { number });
  };
  const comma = texts.language === 'zh' ? '、' : ', ';
  const places = [...Map.groupBy(cards, ({ route }) => route)].map(([route, led]) =>
    texts('why.route_chats', { chats: led.map(({ chatId }) => chatName(desk, chatId)).join(comma), route: named(route) }),
  );
  const people = [...chosen.values()].map(({ name, route, load }) =>
    texts('why.by_route', { person: name, route: named(route!), load: load ?? 0 }),
  );
  return [...places, ...people];
}
