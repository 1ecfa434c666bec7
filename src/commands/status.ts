import { formatDuration } from '../clocks/parse-duration.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { readStatus } from '../health/read-status.ts';
import { describeReach } from '../escalation/describe-reach.ts';
import { describeDuty } from '../roster/describe-roster.ts';
import { messengerLabel } from '../notify/messenger-label.ts';
import { defineCommand } from './command.ts';

export const status = defineCommand({
  spec: { name: 'status', zh: ['状态'], params: [], example: { zh: '/状态', en: '/status' } },
  about: 'help.status',
  least: 'viewer',
  async run(desk) {
    const texts = textsOf(desk);
    const status = await readStatus(desk);
    return {
      text: texts('say.status', {
        uptime: formatDuration(status.uptimeMs, texts.language),
        ...status.tickets,
        ...status.today,
        messengers: status.messengers
          .map(({ name, state, budget }) => {
            const line = texts('say.status_messenger', { name: messengerLabel(name, texts), state });
            return budget ? `${line} · ${texts('say.status_budget', budget)}` : line;
          })
          .join('\n'),
        backlog: `${await describeDuty(desk)}\n${await describeReach(desk, desk.db.read)}\n${texts('say.status_backlog', status.backlog)}`,
      }),
    };
  },
});
