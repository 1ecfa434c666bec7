import type { TextKey } from '../src/texts/texts.ts';
import type { Card, CardAction, DigestAction, Level } from './card.ts';
import { nearerClock } from './nearer-clock.ts';
import { storeLabel } from './ticket-card.ts';
import type { CardOptions } from './ticket-card.ts';
import type { TicketView } from './ticket-view.ts';

/** A digest as it stands. Instants in milliseconds. */
export interface DigestView {
  version: number;
  postedAt: number;
  /** Tickets and stores it was posted for. */
  count: number;
  stores: number;
  /** Those without a card of their own that still wait, in the order of their turn. */
  waiting: readonly TicketView[];
}

/** Tickets named one by one; the others are counted. A card holds no more on every messenger. */
const named = 12;
const rank: Record<Level, number> = { urgent: 0, important: 1, normal: 2 };
const mark: Record<Level, string> = { urgent: '🔴', important: '🟠', normal: '🟢' };

const typed: Record<DigestAction, { zh: string; en: string }> = {
  take_next: { zh: '汇总 下一张', en: 'digest next' },
  take_all: { zh: '汇总 全部', en: 'digest all' },
};

/** Whose turn is first: by level, then by the nearer deadline. */
export function inTurn(views: readonly TicketView[]): TicketView[] {
  const due = (view: TicketView): number => nearerClock(view)?.dueAt ?? Infinity;
  return [...views].sort((a, b) => rank[a.level] - rank[b.level] || due(a) - due(b) || a.number - b.number);
}

/** One card for many tickets that came together, or waited too long for cards of their own: how many, about what, which first, and who has them. */
export function digestCard({ version, postedAt, count, stores, waiting }: DigestView, options: CardOptions): Card {
  const { texts, now } = options;
  const lines = waiting.slice(0, named).map((view) => ({ at: '', text: line(view, options) }));
  if (waiting.length > named) lines.push({ at: '', text: texts('say.more', { count: waiting.length - named }) });
  const together = waiting.every(({ heldFor }) => heldFor !== null);
  const shared = together ? sharedRules(waiting) : [];
  return {
    kind: 'notice',
    title: texts('card.digest', { at: texts.time(postedAt, now), count, stores }),
    level: waiting[0]?.level ?? 'normal',
    version,
    ...(waiting.length < count
      ? { stateLabel: waiting.length > 0 ? texts('card.digest_left', { count: waiting.length }) : texts('card.digest_done') }
      : {}),
    fields: waiting.length > 0 ? [{ label: texts('card.topic'), value: countTopics(waiting, options) }] : [],
    ...(shared.length > 0 ? { reasons: shared } : {}),
    history: lines,
    ...(waiting.length > 0 ? { notice: texts(together ? 'card.digest_together' : 'card.digest_how') } : {}),
    actions: digestActionsOf(waiting, options),
  };
}

function line(view: TicketView, { texts, timeLeft }: CardOptions): string {
  const nearer = nearerClock(view);
  return [
    `${mark[view.level]} #${view.number} ${storeLabel(view, texts)}`,
    view.topic ? texts(`topic.${view.topic}` as TextKey) : '',
    nearer ? timeLeft(nearer.clock, nearer.dueAt, view.store.id) : '',
    view.owner?.name ?? '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function digestActionsOf(waiting: readonly TicketView[], { texts }: CardOptions): CardAction[] {
  const make = (action: DigestAction): CardAction => ({
    action,
    label: texts(`action.${action}`),
    command: `/${typed[action][texts.language]}`,
    ...(action === 'take_next' ? { style: 'primary' as const } : {}),
  });
  return [...(waiting.length > 0 ? [make('take_next')] : []), ...(waiting.some(({ owner }) => !owner) ? [make('take_all')] : [])];
}

/** The rules that rang for each of them. */
const sharedRules = ([first, ...others]: readonly TicketView[]): string[] =>
  [...new Set(first?.reasons.map(({ rule }) => rule))].filter((rule) =>
    others.every(({ reasons }) => reasons.some((reason) => reason.rule === rule)),
  );

/** `物流 4 · 退款 2`, most frequent first. */
function countTopics(views: readonly TicketView[], { texts }: CardOptions): string {
  const counts = Map.groupBy(views, ({ topic }) => topic ?? 'other');
  return [...counts]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([topic, { length }]) => `${texts(`topic.${topic}` as TextKey)} ${length}`)
    .join(' · ');
}
