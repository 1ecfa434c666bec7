import type { RuleKind } from './rule-kind.ts';
import { agent } from './kinds/agent.ts';
import { buyerTag } from './kinds/buyer-tag.ts';
import { country } from './kinds/country.ts';
import { keywords } from './kinds/keywords.ts';
import { language } from './kinds/language.ts';
import { metric } from './kinds/metric.ts';
import { orderCount } from './kinds/order-count.ts';
import { orderValue } from './kinds/order-value.ts';
import { pattern } from './kinds/pattern.ts';
import { platform } from './kinds/platform.ts';
import { product } from './kinds/product.ts';
import { review } from './kinds/review.ts';
import { shipTo } from './kinds/ship-to.ts';
import { shipment } from './kinds/shipment.ts';
import { spike } from './kinds/spike.ts';
import { stock } from './kinds/stock.ts';
import { store } from './kinds/store.ts';
import { tone } from './kinds/tone.ts';
import { topic } from './kinds/topic.ts';
import { unanswered } from './kinds/unanswered.ts';
import { unusualOrder } from './kinds/unusual-order.ts';

/** Every kind of condition there is. The one place a new kind is entered. */
const registered = [
  keywords,
  pattern,
  unanswered,
  tone,
  orderValue,
  metric,
  review,
  stock,
  orderCount,
  shipTo,
  unusualOrder,
  shipment,
  spike,
  platform,
  store,
  country,
  product,
  language,
  topic,
  buyerTag,
  agent,
] as const;

type LeafOf<Kind> = Kind extends RuleKind<infer Leaf, infer _Evidence> ? Leaf : never;
type EvidenceOf<Kind> = Kind extends RuleKind<infer _Leaf, infer Evidence> ? Evidence : never;

export type Leaf = LeafOf<(typeof registered)[number]>;
export type Evidence = EvidenceOf<(typeof registered)[number]>;

export const ruleKinds: readonly RuleKind<Leaf, Evidence>[] = registered;

const byKind = new Map<string, RuleKind<Leaf, Evidence>>(ruleKinds.map((kind) => [kind.kind, kind]));

export function kindNamed(name: string): RuleKind<Leaf, Evidence> | undefined {
  return byKind.get(name);
}

export function kindOf(leaf: Leaf): RuleKind<Leaf, Evidence> {
  return byKind.get(leaf.kind)!;
}

/** The kind that can put evidence into words; a scope's evidence names its kind in `field`. */
export function kindOfEvidence(evidence: Evidence): RuleKind<Leaf, Evidence> {
  return byKind.get(evidence.kind === 'scope' ? evidence.field : evidence.kind)!;
}
