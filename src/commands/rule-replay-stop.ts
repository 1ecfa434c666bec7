import { callOffReplay } from '../rules/replay-job.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

export const ruleReplayStop = defineCommand({
  spec: {
    name: 'rule replay stop',
    zh: ['规则 停止试跑', '规则 试跑停止'],
    aliases: ['rule stop'],
    params: [],
    example: { zh: '/规则 停止试跑', en: '/rule replay stop' },
  },
  about: 'help.rule_replay_stop',
  least: 'supervisor',
  async run(desk, _, { chat }) {
    await callOffReplay(desk, chat.id);
    return { text: textsOf(desk)('say.replay_stopping') };
  },
});
