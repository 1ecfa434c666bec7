import { acceptSwap } from '../roster/accept-swap.ts';
import { describeLine } from '../roster/describe-roster.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

export const swapOk = defineCommand({
  spec: {
    name: 'swap ok',
    zh: ['换班 同意', '同意换班'],
    aliases: ['swap accept'],
    params: [{ name: 'number', kind: 'number', label: { zh: '换班编号', en: 'number of the swap' } }],
    example: { zh: '/换班 同意 5', en: '/swap ok 5' },
  },
  about: 'help.swap_ok',
  least: 'agent',
  async run(desk, { number }, { by }) {
    const entry = await acceptSwap(desk, { number, by });
    return { text: textsOf(desk)('duty.swap_agreed', { line: await describeLine(desk, entry) }) };
  },
});
