import { scopeKind } from './scope-kind.ts';

declare module '../facts.ts' {
  interface MessageFacts {
    /** Ids, SKUs and titles of what it is about. */
    products?: readonly string[];
  }
}

export const product = scopeKind({
  kind: 'product',
  read: ({ products = [] }) => products,
  nouns: { zh: ['商品编号', '商品'], en: ['product', 'sku'] },
  example: { zh: '商品编号是 "TEA-1"', en: 'product is "TEA-1"' },
  share: 0.1,
});
