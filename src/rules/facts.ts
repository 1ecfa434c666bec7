/**
 * What rules may ask about one message. A later kind of condition that needs more (order value, stock …) adds its own
 * optional field by declaration merging in its own file; neither this file nor the matcher changes for it.
 */
export interface MessageFacts {
  /** The buyer's words as written. Hostile. */
  text: string;
  /** `amazon`, `shopee` … as in Store.platform. */
  platform: string;
  /** Id of the store; its display name beside it, because people write rules with names. */
  store: string;
  storeName?: string;
  /** ISO 3166 country of the site, any case. */
  country: string;
  /** BCP 47, null while unknown. */
  language: string | null;
  topic: string | null;
  /** 0 (content) to 1 (surely dissatisfied). */
  dissatisfaction: number;
  /** The classifier's own verdict; its threshold is calibrated there. */
  dissatisfied: boolean;
  buyerTags: readonly string[];
  ownerId?: string;
  ownerName?: string;
  /** Instant of the buyer's oldest unanswered message; absent while the team waits for the buyer. */
  unansweredSince?: number;
}
