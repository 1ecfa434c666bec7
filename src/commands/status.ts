import { readBackupState } from '../backups/backup-state.ts';
import { formatDuration } from '../clocks/parse-duration.ts';
import type { Desk } from '../desk.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { Texts } from '../texts/texts.ts';
import { statusLink } from '../health/status-link.ts';
import { outranksAgents } from '../people/actor.ts';
import { readStatus } from '../health/read-status.ts';
import type { Status } from '../health/read-status.ts';
import { describeReach } from '../escalation/describe-reach.ts';
import { describeDuty } from '../roster/describe-roster.ts';
import { messengerLabel } from '../notify/messenger-label.ts';
import { streamLabel } from '../polling/stream-label.ts';
import { defineCommand } from './command.ts';

export const status = defineCommand({
  spec: { name: 'status', zh: ['状态'], params: [], example: { zh: '/状态', en: '/status' } },
  about: 'help.status',
  least: 'viewer',
  async run(desk, _, { by, chat }) {
    const texts = textsOf(desk);
    const [status, backup] = await Promise.all([readStatus(desk), readBackupState(desk.db.read)]);
    const uptime = status.uptimeMs < 60_000 ? texts('span.under_a_minute') : formatDuration(status.uptimeMs, texts.language);
    const messengers = status.messengers.map((messenger) => describeMessenger(messenger, texts)).join('\n');
    const backlog = texts('say.status_backlog', status.backlog);
    const lines = [
      texts('say.status', { uptime, ...status.tickets, ...status.today, messengers, backlog }),
      await describeDuty(desk),
      await describeReach(desk, desk.db.read),
      ...(status.today.recovered > 0 ? [texts('say.status_recovered', { n: status.today.recovered })] : []),
      ...status.silent.map(({ storeId, since }) =>
        texts('say.status_silent', { store: desk.stores.get(storeId)!.name, since: texts.time(since, desk.clock.now()) }),
      ),
      ...status.unreadable.map((stream) => describeUnreadable(desk, stream, texts)),
      ...(backup.failingSince === null
        ? []
        : [
            texts('say.status_backup', {
              since: texts.time(backup.failingSince, desk.clock.now()),
              problem: backup.problem ?? '',
            }),
          ]),
      // The link opens to whoever has it: never in a group.
      ...(outranksAgents(by) && chat.kind === 'direct' ? [texts('status_page.link', { link: statusLink(desk, by.id) })] : []),
    ];
    return { text: lines.join('\n') };
  },
});

function describeMessenger({ name, state, budget }: Status['messengers'][number], texts: Texts): string {
  const line = texts('say.status_messenger', { name: messengerLabel(name, texts), state });
  return budget ? `${line} · ${texts('say.status_budget', budget)}` : line;
}

function describeUnreadable(desk: Desk, { storeId, stream, since, problem }: Status['unreadable'][number], texts: Texts): string {
  return texts('say.status_unreadable', {
    store: desk.stores.get(storeId)?.name ?? storeId,
    stream: streamLabel(stream, texts),
    since: texts.time(since, desk.clock.now()),
    problem,
  });
}
