import { countryNames } from '../region-names.ts';
import '../order-facts.ts';
import { scopeKind } from './scope-kind.ts';

/** An order that goes to one of these countries: a team's own list of risky ones. */
export const shipTo = scopeKind({
  kind: 'ship_to',
  about: 'order',
  read: ({ order }) => (order?.shipTo ? [order.shipTo] : []),
  vocabulary: countryNames,
  unknown: 'refused',
  nouns: { zh: ['收货国家', '收货国'], en: ['ship-to country'] },
  example: { zh: '收货国家是 尼日利亚,加纳', en: 'ship-to country is nigeria,ghana' },
  share: 0.05,
});
