import { changeSetting } from '../change-setting.ts';
import { editPolicy } from '../escalation/edit-policy.ts';
import { formatPolicy } from '../escalation/format-policy.ts';
import { parsePolicyEdit } from '../escalation/parse-policy-edit.ts';
import { requireRole } from '../people/actor.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** Who is called when, in lines that can be typed; with such a line, a step is set or taken away. */
export const escalation = defineCommand({
  spec: {
    name: 'escalation',
    zh: ['升级', '呼叫规则'],
    aliases: ['escalate'],
    params: [{ name: 'step', kind: 'rest', label: { zh: '一步', en: 'a step' }, optional: true }],
    example: { zh: '/升级 紧急 5分钟 值班 加急', en: '/escalation urgent 5m duty ping' },
  },
  about: 'help.escalation',
  least: 'viewer',
  async run(desk, { step = '' }, { by }) {
    const texts = textsOf(desk);
    if (step.trim()) {
      requireRole(by, 'supervisor');
      const value = editPolicy(desk.settings.get('escalation'), parsePolicyEdit(step));
      await changeSetting(desk, { key: 'escalation', value, by });
    }
    const lines = formatPolicy(desk.settings.get('escalation'), texts.language);
    return { text: [texts('call.policy_title'), ...lines, texts('call.policy_how')].join('\n') };
  },
});
