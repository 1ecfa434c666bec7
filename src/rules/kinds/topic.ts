import { topicNames } from '../topic-names.ts';
import { scopeKind } from './scope-kind.ts';

export const topic = scopeKind({
  kind: 'topic',
  read: (facts) => (facts.topic === null ? [] : [topicNames.idOf(facts.topic) ?? facts.topic]),
  vocabulary: topicNames,
  nouns: { zh: ['主题', '话题'], en: ['topic'] },
  example: { zh: '主题是 退款,投诉', en: 'topic is refund,complaint' },
  share: 0.12,
});
