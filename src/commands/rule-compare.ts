import { GengfuError } from '../errors.ts';
import { readRule } from '../rules/rule-name.ts';
import { requestProposalCard } from '../rules/show-proposal.ts';
import { defineCommand } from './command.ts';

/** How the two forms of a rule have done, on a card that takes or drops the second. */
export const ruleCompare = defineCommand({
  spec: {
    name: 'rule compare',
    zh: ['规则 对比'],
    params: [{ name: 'name', kind: 'rest', label: { zh: '规则名', en: 'rule name' } }],
    example: { zh: '/规则 对比 退款词', en: '/rule compare refund-words' },
  },
  about: 'help.rule_compare',
  least: 'viewer',
  async run(desk, { name }, { chat, eventKey }) {
    const rule = await readRule(desk.db.read, name.trim());
    const trial = await desk.db.read.proposal.findFirst({
      where: { ruleId: rule.id, kind: 'trial', state: 'open' },
      orderBy: { number: 'desc' },
    });
    if (!trial) throw new GengfuError('no_trial', { rule: rule.name });
    await desk.db.write((tx) => requestProposalCard(desk, tx, { number: trial.number, chatId: chat.id, key: eventKey }));
    return {};
  },
});
