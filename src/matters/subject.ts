import type { MessageFacts } from '../rules/facts.ts';
import type { ReplyAddress } from '../ports/marketplace-event.ts';
import type { SubjectKind } from '../rules/rule-kind.ts';
import type { Understanding } from '../understanding/understand.ts';
import type { StoreRecord } from '../stores/store-record.ts';

/** Something that is no message, with all that rules may ask about it. */
export interface Subject {
  kind: Exclude<SubjectKind, 'message'>;
  store: StoreRecord;
  /** `metric order_defect_rate de`: the same matter has the same key, whatever happens to it. */
  key: string;
  facts: MessageFacts;
  /** Instant of what is said of it. */
  at: number;
  orderId?: string;
  items?: { id?: string; title?: string; quantity?: number }[];
  /** What the card says of it, apart from why it rang: a headline first. In the team's language. */
  words: readonly string[];
  /** Somebody else's words that it is about; shown, translated and told apart from ours. Hostile. */
  quoted?: { text: string; understanding: Understanding };
  /** Where an answer goes that everybody reads, if there may be one. */
  replyAddress?: ReplyAddress;
  /** The stored event that brought it; absent when only time passed. */
  eventId?: string;
}

/** Facts of anything at a store, before what is particular to it. */
export const factsAt = (store: StoreRecord): MessageFacts => ({
  text: '',
  platform: store.platform,
  store: store.id,
  storeName: store.name,
  country: store.site,
  language: null,
  topic: null,
  dissatisfaction: 0,
  dissatisfied: false,
  buyerTags: [],
});
