import type { zhRule } from './zh-rule.ts';

export const enRule: Record<keyof typeof zhRule, string> = {
  'card.replay': 'Trial of “{name}” · last {days} days',
  'card.replay_all': 'all rules',
  'card.replay_progress': 'Progress',
  'card.replay_wait': '{read} of {of} messages read. /rule replay stop calls it off',
  'card.replay_stopped': 'The trial was called off; there is no result.',
  'card.replay_total': 'would have rung {hits} times, {daily} a day',
  'card.replay_read': 'Messages read',
  'card.replay_busiest': 'Busiest hour',
  'card.replay_by_rule': 'By rule',
  'card.replay_overlap': 'Beside today’s rules',
  'card.replay_covered': 'on {covered} of them another rule rings as well, {extra} ring by this alone',
  'card.replay_new': '(new)',
  'card.replay_nothing': 'In this time it would not have rung once.',
  'card.replay_rings': 'rings',
  'card.replay_only': 'rings by this alone',
  'card.replay_too': 'another rule rings too',
  'error.replay_running': 'A trial is under way in this chat. Wait for it, or send /rule replay stop',
  'error.replay_called_off': 'The trial was called off',
  'error.no_replay': 'No trial is under way',
};
