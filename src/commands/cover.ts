import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { addRosterLine } from '../roster/add-roster-line.ts';
import { describeLine } from '../roster/describe-roster.ts';
import { dutySpans } from '../roster/roster.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { personMeant } from './person-meant.ts';
import { readDays } from './read-days.ts';

/** One person stands in for whoever would be on duty on these days. */
export const cover = defineCommand({
  spec: {
    name: 'cover',
    zh: ['代班', '值班 代'],
    params: [
      { name: 'person', kind: 'person', label: { zh: '谁来代', en: 'who covers' } },
      { name: 'days', kind: 'rest', label: { zh: '哪一天', en: 'which days' } },
    ],
    example: { zh: '/代班 @陈晨 11-26', en: '/cover @Chen 11-26' },
  },
  about: 'help.cover',
  least: 'supervisor',
  async run(desk, { person, days: typed }, { by, account, chat }) {
    const place = { messenger: account.messenger, chat: chat.externalId };
    const who = await personMeant(desk, place, person.name, person.id);
    const days = readDays(typed, { now: desk.clock.now(), zone: desk.settings.get('zone') });
    if (!days) throw new GengfuError('unreadable_time', { typed: typed.slice(0, 40) });
    const line = { kind: 'cover' as const, person: who, for: null, ...dutiesBegunIn(desk, days) };
    const entry = await addRosterLine(desk, { line, by });
    return { text: textsOf(desk)('duty.added', { line: await describeLine(desk, entry) }) };
  },
});

const dayMs = 86_400_000;

/** The night that begins on the day belongs to it, the one that ends on it does not; where nobody is on, the days themselves. */
function dutiesBegunIn(desk: Desk, days: { from: number; to: number }): { from: number; to: number } {
  const spans = dutySpans(desk.roster.roster(), days.from - dayMs, days.to + dayMs).filter(({ people }) => people.length > 0);
  const begun = spans.filter(({ from }) => from >= days.from && from < days.to);
  const [first, last] = [begun[0], begun.at(-1)];
  // Somebody who is on for days on end has no night to belong anywhere.
  if (!first || !last || last.to - last.from > dayMs) return days;
  return { from: first.from, to: last.to };
}
