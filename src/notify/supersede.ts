import type { EventView, TicketView } from '../../cards/ticket-view.ts';
import type { TicketEventKind } from '../tickets/ticket-event.ts';

/** Changes that somebody who looks at an older card must know. What is said otherwise (warnings, notes) is not among them. */
const telling: ReadonlySet<string> = new Set<TicketEventKind>([
  'buyer_wrote',
  'attachment_broken',
  'claimed',
  'unclaimed',
  'released',
  'transferred',
  'reply_accepted',
  'reply_bounced',
  'reply_failed',
  'reply_opted_out',
  'answered_elsewhere',
  'snoozed',
  'snooze_over',
  'closed',
  'false_alarm',
  'reopened',
  'merged',
]);

/** What happens in one go (claim, answer, close) is one new card, not three. */
const settleMs = 15_000;

/**
 * Whether a card that cannot change is worth a fresh one, which costs the group a message.
 * @param since the version that stands
 * @returns milliseconds to wait before posting it, 0 = now; null when nothing told is new
 */
export function supersedeIn(view: TicketView, since: number, now: number): number | null {
  const news = view.events.filter((event: EventView) => event.version > since && telling.has(event.kind));
  const last = news.at(-1);
  if (!last) return null;
  // A buyer's words do not wait for anybody.
  if (news.some(({ kind }) => kind === 'buyer_wrote')) return 0;
  return Math.max(0, last.at + settleMs - now);
}
