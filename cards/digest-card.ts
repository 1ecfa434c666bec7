import type { TextKey } from '../src/texts/texts.ts';
import type { Card, Level } from './card.ts';
import { nearerClock } from './nearer-clock.ts';
import { storeLabel } from './ticket-card.ts';
import type { CardOptions } from './ticket-card.ts';
import type { TicketView } from './ticket-view.ts';

/** Tickets named one by one; the others are counted. A card holds no more on every messenger. */
const named = 12;
const rank: Record<Level, number> = { urgent: 0, important: 1, normal: 2 };
const mark: Record<Level, string> = { urgent: '🔴', important: '🟠', normal: '🟢' };

/** One card for many tickets that waited too long for cards of their own: how many, about what, which first. */
export function digestCard(views: readonly TicketView[], options: CardOptions): Card {
  const { texts, now, timeLeft } = options;
  const due = (view: TicketView): number => nearerClock(view)?.dueAt ?? Infinity;
  const order = [...views].sort((a, b) => rank[a.level] - rank[b.level] || due(a) - due(b) || a.number - b.number);
  const lines = order.slice(0, named).map((view) => {
    const topic = view.topic ? ` · ${texts(`topic.${view.topic}` as TextKey)}` : '';
    const nearer = nearerClock(view);
    const left = nearer ? ` · ${timeLeft(nearer.clock, nearer.dueAt, view.store.id)}` : '';
    return { at: '', text: `${mark[view.level]} #${view.number} ${storeLabel(view, texts)}${topic}${left}` };
  });
  if (order.length > named) lines.push({ at: '', text: texts('say.more', { count: order.length - named }) });
  return {
    kind: 'notice',
    title: texts('card.digest', {
      at: texts.time(now, now),
      count: views.length,
      stores: new Set(views.map(({ store }) => store.id)).size,
    }),
    level: order[0]?.level ?? 'normal',
    version: 1,
    fields: [{ label: texts('card.topic'), value: countTopics(views, options) }],
    history: lines,
    notice: texts('card.digest_how'),
    actions: [],
  };
}

/** `物流 4 · 退款 2`, most frequent first. */
function countTopics(views: readonly TicketView[], { texts }: CardOptions): string {
  const counts = Map.groupBy(views, ({ topic }) => topic ?? 'other');
  return [...counts]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([topic, { length }]) => `${texts(`topic.${topic}` as TextKey)} ${length}`)
    .join(' · ');
}
