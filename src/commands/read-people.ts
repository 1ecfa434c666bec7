import type { Desk } from '../desk.ts';
import type { Spoken } from './command.ts';
import { readArgument } from './grammar/read-argument.ts';
import { skipSpace } from './grammar/tokenise.ts';
import { personMeant } from './person-meant.ts';

/**
 * The colleagues named one after another at the beginning of a text, each with `@`.
 * @returns person ids and what follows @throws GengfuError unknown_person | colleague_may_not
 */
export async function readPeople(desk: Desk, spoken: Spoken, text: string): Promise<{ people: string[]; rest: string }> {
  const { account, chat, mentions } = spoken;
  const place = { messenger: account.messenger, chat: chat.externalId };
  const context = { now: desk.clock.now(), zone: desk.settings.get('zone'), mentions };
  const people: string[] = [];
  let at = skipSpace(text, 0);
  while (/[@＠]/u.test(text.charAt(at))) {
    const read = readArgument('person', text, at, context);
    if (!read) break;
    people.push(await personMeant(desk, place, read.value.name, read.value.id));
    at = skipSpace(text, read.end + (/^[,，、→>]/u.test(text.slice(read.end)) ? 1 : 0));
  }
  return { people: [...new Set(people)], rest: text.slice(at) };
}
