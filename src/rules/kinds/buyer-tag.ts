import { scopeKind } from './scope-kind.ts';

export const buyerTag = scopeKind({
  kind: 'buyer_tag',
  read: (facts) => facts.buyerTags,
  nouns: { zh: ['买家标签', '标签'], en: ['buyer tag', 'tag'] },
  example: { zh: '买家标签是 "VIP"', en: 'buyer tag is "VIP"' },
  share: 0.05,
});
