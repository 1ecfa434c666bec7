import type { Seal } from '../store/seal.ts';
import type { ReplayOrder, ReplaySample } from './replay-order.ts';
import type { PastMessage, ReplayHit } from './replay-rule.ts';

const sampleCharacters = 60;

/** A buyer's message as it lies in the table. */
export interface PastRow {
  id: string;
  /** Instant. */
  sentAt: number;
  textSealed: string;
  storeId: string;
  language: string | null;
  topic: string | null;
  dissatisfaction: number | null;
  /** 0 or 1 */
  dissatisfied: number | null;
}

/** @returns what turns rows into what rules look at; `answeredAt` is asked only where a rule wants to know */
export function pastMessageReader(order: ReplayOrder, seal: Seal) {
  const stores = new Map(order.stores.map((store) => [store.id, store]));
  return (row: PastRow, answeredAt: () => number | undefined): PastMessage => {
    const store = stores.get(row.storeId);
    return {
      id: row.id,
      at: row.sentAt,
      answeredAt,
      facts: {
        text: seal.open(row.textSealed),
        platform: store?.platform ?? '',
        store: row.storeId,
        storeName: store?.name,
        country: store?.site ?? '',
        language: row.language,
        topic: row.topic,
        dissatisfaction: row.dissatisfaction ?? 0,
        dissatisfied: row.dissatisfied === 1,
        buyerTags: [],
      },
    };
  };
}

/** A hit with the beginning of what was said. */
export function sampleOf(hit: ReplayHit, found: { textSealed: string; number: number | null }, seal: Seal): ReplaySample {
  const text = [...seal.open(found.textSealed).replace(/\s+/gu, ' ').trim()].slice(0, sampleCharacters).join('');
  return { ...hit, ticket: found.number ?? 0, text };
}
