import { formatDuration } from '../clocks/parse-duration.ts';
import type { Level } from '../../cards/card.ts';
import { describeTimeLeft } from '../clocks/describe-time-left.ts';
import type { Desk } from '../desk.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { Ticket } from '../tickets/ticket-state.ts';

const marks: Record<Level, string> = { urgent: '🔴', important: '🟠', normal: '🟢' };

/** What a called person hears: which ticket, since when, how long is left. Never the buyer's words. */
export function callWords(desk: Desk, ticket: Ticket, track: 'unclaimed' | 'clock'): { text: string; subject: string } {
  const texts = textsOf(desk);
  const now = desk.clock.now();
  const dues = [ticket.policyDueAt, ticket.teamDueAt].flatMap((due) => (due ? [due.getTime()] : []));
  const values = {
    mark: marks[ticket.level as Level],
    level: texts(`level.${ticket.level as Level}`),
    ticket: ticket.number,
    store: desk.stores.get(ticket.storeId)?.name ?? ticket.storeId,
    left: dues.length > 0 ? describeTimeLeft(Math.min(...dues) - now, texts.language) : '',
  };
  const minutes = Math.floor((now - (ticket.ringingSince?.getTime() ?? now)) / 60_000);
  const text =
    track === 'clock'
      ? texts('call.clock', values)
      : minutes === 0
        ? texts('call.new', values)
        : texts('call.unclaimed', { ...values, waited: formatDuration(minutes * 60_000, texts.language) });
  return { text, subject: texts('call.subject', values) };
}
