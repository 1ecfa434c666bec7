import { platformNames } from '../platform-names.ts';
import { scopeKind } from './scope-kind.ts';

export const platform = scopeKind({
  kind: 'platform',
  read: (facts) => [facts.platform],
  vocabulary: platformNames,
  nouns: { zh: ['平台'], en: ['platform'] },
  example: { zh: '平台是 亚马逊,虾皮', en: 'platform is amazon,shopee' },
  share: 0.3,
});
