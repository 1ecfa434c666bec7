import type { Desk } from '../desk.ts';
import { messengerLabel } from '../notify/messenger-label.ts';
import { written } from '../rules/rule-words.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { Route, RouteScope } from './route-definition.ts';
import { routeFields } from './route-scopes.ts';

/** What a route asks, as it is typed: `语言是 德语 且 级别是 紧急`. */
export function describeScope(desk: Desk, when: RouteScope): string {
  const texts = textsOf(desk);
  const { language } = texts;
  const asked = routeFields(desk.stores.all()).flatMap(({ key, says, values }) => {
    const list = when[key];
    return list ? [`${says[language][0]} ${list.map((value) => values.nameOf(value, language)).join(',')}`] : [];
  });
  return asked.length > 0 ? asked.join(` ${written[language].and} `) : texts('route.everything');
}

/** A route in words: what it asks, where its cards go and who hears first. @param here the chat in which it is read */
export async function describeRoute(desk: Desk, route: Route, here?: string): Promise<string> {
  const texts = textsOf(desk);
  const comma = texts.language === 'zh' ? '、' : ', ';
  const chats = route.chats.map((id) => (id === here ? texts('route.here') : chatName(desk, id)));
  return texts('route.line', {
    number: route.number,
    when: describeScope(desk, route.when),
    to: [...chats, ...(await peopleWords(desk, route))].join(comma),
  });
}

async function peopleWords(desk: Desk, { people }: Route): Promise<string[]> {
  const texts = textsOf(desk);
  if (people === null) return [];
  if (people === 'anyone') return [texts('route.least_busy')];
  const known = await desk.db.read.person.findMany({ where: { id: { in: people } } });
  const names = people.map((id) => known.find((person) => person.id === id)?.name ?? id);
  return [
    names.length === 1 ? names[0]! : texts('route.least_busy_of', { people: names.join(texts.language === 'zh' ? '、' : ', ') }),
  ];
}

/** A chat as people know it; some messengers do not tell its name. */
export function chatName(desk: Desk, id: string): string {
  const texts = textsOf(desk);
  const chat = desk.chats.get(id);
  if (!chat) return texts('route.chat_gone');
  return chat.name ?? texts('route.group_in', { messenger: messengerLabel(chat.messenger, texts) });
}
