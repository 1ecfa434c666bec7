import { DAY_MS } from '../clocks/local-day.ts';
import type { Desk } from '../desk.ts';
import type { Happening } from '../inbox/batch.ts';
import type { ReviewRecord } from '../ports/marketplace-records.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { factsAt } from './subject.ts';
import type { Subject } from './subject.ts';

/** A store's history is read when it is connected: what was written before this is no news. */
const newForMs = 7 * DAY_MS;

export function reviewSubjects(desk: Desk, happenings: readonly Happening[]): Subject[] {
  return happenings.flatMap((happening) =>
    happening.event.kind === 'review' && happening.event.writtenAt > desk.clock.now() - newForMs
      ? [subjectOf(desk, happening, happening.event)]
      : [],
  );
}

function subjectOf(desk: Desk, { store, understanding, eventId }: Happening, review: ReviewRecord): Subject {
  const texts = textsOf(desk);
  const { externalId, rating, text = '', orderId, productId, writtenAt, replyAddress } = review;
  const headline =
    rating === undefined ? texts('matter.review') : texts('matter.review_stars', { stars: rating, n: Math.round(rating) });
  return {
    kind: 'review',
    store,
    key: `review ${externalId}`,
    facts: {
      ...factsAt(store),
      text,
      language: understanding?.language ?? null,
      topic: understanding?.topic ?? null,
      dissatisfaction: understanding?.dissatisfaction ?? 0,
      dissatisfied: understanding?.dissatisfied ?? false,
      products: productId === undefined ? [] : [productId],
      review: { stars: rating ?? null },
    },
    at: writtenAt,
    orderId,
    items: productId === undefined ? undefined : [{ id: productId }],
    words: replyAddress ? [headline] : [headline, texts('matter.review_advice')],
    replyAddress,
    ...(text && understanding && { quoted: { text, understanding } }),
    eventId,
  };
}
