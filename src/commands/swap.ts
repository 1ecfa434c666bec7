import { DateTime } from 'luxon';
import { GengfuError } from '../errors.ts';
import { requestSaying } from '../notify/say.ts';
import { dayAndTime } from '../roster/describe-roster.ts';
import { proposeSwap } from '../roster/propose-swap.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { parseTime } from './grammar/parse-time.ts';
import { personMeant } from './person-meant.ts';

/** Asks a colleague to take over one of the asker's own duties; it counts once the colleague agrees. */
export const swap = defineCommand({
  spec: {
    name: 'swap',
    zh: ['换班', '值班 换'],
    params: [
      { name: 'to', kind: 'person', label: { zh: '换给谁', en: 'who takes over' } },
      { name: 'when', kind: 'rest', label: { zh: '哪一班', en: 'which duty' } },
    ],
    example: { zh: '/换班 @王磊 周五晚', en: '/swap @Wang Friday evening' },
  },
  about: 'help.swap',
  least: 'agent',
  async run(desk, { to, when }, { by, account, chat, eventKey }) {
    const texts = textsOf(desk);
    const zone = desk.settings.get('zone');
    const person = await personMeant(desk, { messenger: account.messenger, chat: chat.externalId }, to.name, to.id);
    const at = parseTime(when, { now: desk.clock.now(), zone });
    if (at === null) throw new GengfuError('unreadable_time', { typed: when.slice(0, 40) });
    const dayEnd = DateTime.fromMillis(at, { zone }).endOf('day').toMillis();
    const { number, line, name } = await proposeSwap(desk, { by, to: person, at, dayEnd });
    const values = { who: by.name, to: name, number, from: dayAndTime(desk, line.from), until: dayAndTime(desk, line.to) };
    const accounts = await desk.db.read.account.findMany({ where: { personId: person, messenger: account.messenger } });
    const mention = accounts.map(({ externalId }) => externalId);
    await desk.db.write((tx) =>
      requestSaying(desk, tx, { chatId: chat.id, text: texts('duty.swap_asked', values), key: `swap-${eventKey}`, mention }),
    );
    return { text: texts('duty.swap_proposed', values) };
  },
});
