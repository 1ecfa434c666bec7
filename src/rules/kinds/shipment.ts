import * as z from 'zod';
import { DAY_MS, MINUTE_MS } from '../../clocks/local-day.ts';
import { formatDuration } from '../../clocks/parse-duration.ts';
import type { RuleKind } from '../rule-kind.ts';

export interface ShipmentFacts {
  /** Instant of the last news of a parcel that is under way; null when none is. */
  newsAt: number | null;
  /** The carrier's or platform's word where delivery failed. */
  failed: string | null;
  /** Instant by which it should have been delivered, of one that is not. */
  deliverBy: number | null;
  /** Instant by which it should have been handed over, of one that is not. */
  shipBy: number | null;
}

declare module '../facts.ts' {
  interface MessageFacts {
    shipment?: ShipmentFacts;
  }
}

const forMs = z
  .int()
  .min(MINUTE_MS)
  .max(60 * DAY_MS)
  .multipleOf(MINUTE_MS);
const schema = z.union([
  z.strictObject({ kind: z.literal('shipment'), is: z.literal('silent'), forMs }),
  z.strictObject({ kind: z.literal('shipment'), is: z.enum(['failed', 'late', 'not_sent']) }),
]);
export type ShipmentLeaf = z.infer<typeof schema>;

export interface ShipmentEvidence {
  kind: 'shipment';
  is: ShipmentLeaf['is'];
  forMs?: number;
  /** The platform's word for the failure. */
  word?: string;
}

function evidenceOf(
  leaf: ShipmentLeaf,
  { newsAt, failed, deliverBy, shipBy }: ShipmentFacts,
  now: number,
): ShipmentEvidence | null {
  const passed = (at: number | null): boolean => at !== null && now >= at;
  switch (leaf.is) {
    case 'silent':
      return newsAt !== null && now >= newsAt + leaf.forMs ? { kind: 'shipment', is: 'silent', forMs: leaf.forMs } : null;
    case 'failed':
      return failed === null ? null : { kind: 'shipment', is: 'failed', word: failed };
    case 'late':
      return passed(deliverBy) ? { kind: 'shipment', is: 'late' } : null;
    case 'not_sent':
      return passed(shipBy) ? { kind: 'shipment', is: 'not_sent' } : null;
  }
}

const words = {
  silent: { zh: '物流无更新', en: 'no shipping news' },
  failed: { zh: '派送失败', en: 'delivery failed' },
  late: { zh: '超过承诺送达', en: 'delivery late' },
  not_sent: { zh: '超过承诺发货', en: 'dispatch late' },
} as const;

export const shipment: RuleKind<ShipmentLeaf, ShipmentEvidence> = {
  kind: 'shipment',
  about: 'shipment',
  schema,
  compile: (leaf) => ({
    test: ({ facts, time }) => (facts.shipment && time ? evidenceOf(leaf, facts.shipment, time.now) : null),
  }),
  describe({ is, forMs: span, word }, language) {
    if (span !== undefined) return `${words[is][language]} ${formatDuration(span, language)}`;
    return word ? `${words[is][language]} (${word})` : words[is][language];
  },
  phrases: (['silent', 'failed', 'late', 'not_sent'] as const).map((is) => ({
    says: { zh: [words[is].zh], en: [words[is].en] },
    example: is === 'silent' ? { zh: '物流无更新 5天', en: 'no shipping news 5d' } : words[is],
    read: (reader) => (is === 'silent' ? { kind: 'shipment', is, forMs: reader.duration() } : { kind: 'shipment', is }),
  })),
  format: (leaf, language) =>
    leaf.is === 'silent' ? `${words.silent[language]} ${formatDuration(leaf.forMs, language)}` : words[leaf.is][language],
};
