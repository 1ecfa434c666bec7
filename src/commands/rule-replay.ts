import { requestReplay } from '../rules/replay-job.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

const dayMs = 86_400_000;
const usualDays = 30;
const mostDays = 3_660;

const everything = new Set(['全部', '所有', 'all']);

export const ruleReplay = defineCommand({
  spec: {
    name: 'rule replay',
    zh: ['规则 试跑'],
    aliases: ['rule test'],
    params: [
      { name: 'name', kind: 'word', label: { zh: '规则名', en: 'rule name' } },
      { name: 'span', kind: 'duration', label: { zh: '时间跨度', en: 'time span' }, optional: true },
    ],
    example: { zh: '/规则 试跑 退款与索赔 30天', en: '/rule replay "Refunds and claims" 30d' },
  },
  about: 'help.rule_replay',
  least: 'supervisor',
  async run(desk, { name: typed, span = usualDays * dayMs }, { chat }) {
    const within = Math.min(Math.max(span, dayMs), mostDays * dayMs);
    const { name } = await requestReplay(desk, {
      name: everything.has(typed.trim().toLowerCase()) ? null : typed.trim(),
      chatId: chat.id,
      span: within,
    });
    return { text: textsOf(desk)('say.replay_started', { name, days: Math.round(within / dayMs) }) };
  },
});
