import { declineSwap } from '../roster/decline-swap.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** Turns a proposed swap down, or takes it back. */
export const swapNo = defineCommand({
  spec: {
    name: 'swap no',
    zh: ['换班 拒绝', '拒绝换班'],
    aliases: ['swap decline'],
    params: [{ name: 'number', kind: 'number', label: { zh: '换班编号', en: 'number of the swap' } }],
    example: { zh: '/换班 拒绝 5', en: '/swap no 5' },
  },
  about: 'help.swap_no',
  least: 'agent',
  async run(desk, { number }, { by }) {
    await declineSwap(desk, { number, by });
    return { text: textsOf(desk)('duty.swap_declined', { number }) };
  },
});
