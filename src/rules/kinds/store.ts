import { scopeKind } from './scope-kind.ts';

export const store = scopeKind({
  kind: 'store',
  read: (facts) => (facts.storeName === undefined ? [facts.store] : [facts.store, facts.storeName]),
  nouns: { zh: ['店铺', '店'], en: ['store', 'shop'] },
  example: { zh: '店铺是 "Haushalt24"', en: 'store is "Haushalt24"' },
  share: 0.1,
});
