import { ringing } from '../escalation/ringing.ts';
import type { Desk } from '../desk.ts';
import type { DeliveryReport, PlatformNotice } from '../ports/marketplace-event.ts';
import { stateInHand } from '../tickets/ticket-state.ts';
import { applyPlatformNotice } from './apply-platform-notice.ts';
import type { Happening } from './batch.ts';
import type { ReplyRow } from './ledger-rows.ts';
import type { Ledger } from './ledger.ts';
import { replyNamed, replyUnderWay } from './reply-under-way.ts';

/** States a report may still change: what has bounced stays bounced, whatever arrives late. */
const unsettled = new Set(['queued', 'sending', 'accepted', 'confirmed']);

/** Records what became of a reply of ours; one that came back puts the ticket into the team's hands again. */
export function applyDeliveryReport(desk: Desk, ledger: Ledger, happening: Happening, report: DeliveryReport): number | null {
  const { store } = happening;
  const named = replyNamed(ledger, store.id, report.replyIds);
  const underWay = named?.row ?? sentJustNow(desk, ledger, store.id, report);
  const reply = underWay ?? findReply(desk, ledger, store.id, report);
  if (!reply)
    return report.state === 'confirmed' ? null : applyPlatformNotice(desk, ledger, happening, unmatched(happening, report));
  if (!unsettled.has(reply.state) || reply.state === report.state) return null;
  if (report.state === 'confirmed' && reply.state === 'sending') return null;
  reply.state = report.state;
  reply.settledAt = report.at;
  reply.error = report.state === 'confirmed' ? null : report.reason.slice(0, 500);
  if (underWay) {
    underWay.externalId ??= named?.id ?? report.replyIds[0] ?? null;
    ledger.sending.touch(underWay);
  } else ledger.replies.touch(reply);
  const ticket = ledger.tickets.get(reply.conversationId);
  if (!ticket) return null;
  ticket.version += 1;
  ledger.tickets.touch(ticket);
  ledger.events.push({
    ticketId: ticket.id,
    at: report.at,
    version: ticket.version,
    kind: `reply_${report.state}`,
    data: { replyId: reply.id, ...(report.state === 'confirmed' ? {} : { reason: report.reason.slice(0, 200) }) },
    onceKey: `${report.state}:${reply.id}`,
  });
  if (report.state === 'confirmed') return ticket.number;
  ticket.state = stateInHand(ticket.ownerId);
  ticket.snoozedUntil = null;
  ticket.closedAt = null;
  ticket.resolution = null;
  // A clock that runs already, for an older message, runs on: coming back never buys time.
  ticket.unansweredSince ??= ticket.lastBuyerAt;
  Object.assign(ticket, desk.hours.due(store, ticket.unansweredSince), ringing(ticket, desk.clock.now()));
  return ticket.number;
}

/** One that came back before its sending was answered. That it was shown is for its acceptance to say first. */
function sentJustNow(desk: Desk, ledger: Ledger, storeId: string, { state, copy, replyIds }: DeliveryReport) {
  if (!copy || state === 'confirmed' || replyIds.some((id) => ledger.replies.get(`${storeId} ${id}`))) return undefined;
  return replyUnderWay(desk, ledger, ledger.conversationOf(desk, storeId, copy.thread), copy.text);
}

/** The reply a report names, else the newest one of the conversation it names. */
function findReply(desk: Desk, ledger: Ledger, storeId: string, report: DeliveryReport): ReplyRow | undefined {
  const named = report.replyIds.map((id) => ledger.replies.get(`${storeId} ${id}`)).find((row) => row !== undefined);
  if (named) return named;
  const conversation = ledger.conversationOf(desk, storeId, report.thread);
  return conversation && ledger.replies.all().find((row) => row.conversationId === conversation.id);
}

/** A reply of ours came back and nobody can tell which: somebody has to look. */
function unmatched({ eventId }: Happening, report: DeliveryReport): PlatformNotice {
  return {
    kind: 'platform_notice',
    externalId: `undeliverable-${eventId}`,
    topic: `reply ${report.state}`,
    subject: report.reason,
    text: '',
    sentAt: report.at,
    needsAttention: true,
  };
}
