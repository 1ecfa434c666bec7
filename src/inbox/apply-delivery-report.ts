import type { Desk } from '../desk.ts';
import type { DeliveryReport } from '../ports/marketplace.ts';
import { stateInHand } from '../tickets/ticket-state.ts';
import type { Happening } from './batch.ts';
import type { Ledger } from './ledger.ts';

/** States a report may still change: what has bounced stays bounced, whatever arrives late. */
const unsettled = new Set(['queued', 'sending', 'accepted', 'confirmed']);

/** Records what became of a reply of ours; one that came back puts the ticket into the team's hands again. */
export function applyDeliveryReport(desk: Desk, ledger: Ledger, { store }: Happening, report: DeliveryReport): number | null {
  const reply = report.replyIds.map((id) => ledger.replies.get(`${store.id} ${id}`)).find((row) => row !== undefined);
  if (!reply || !unsettled.has(reply.state) || reply.state === report.state) return null;
  reply.state = report.state;
  reply.settledAt = report.at;
  reply.error = report.state === 'confirmed' ? null : report.reason.slice(0, 500);
  ledger.replies.touch(reply);
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
  ticket.closedAt = null;
  ticket.resolution = null;
  ticket.unansweredSince = ticket.lastBuyerAt;
  const due = desk.hours.deadlines({ platform: store.platform, site: store.site, zone: store.zone, since: ticket.lastBuyerAt });
  ticket.policyDueAt = due.policyDueAt ?? null;
  ticket.teamDueAt = due.teamDueAt;
  return ticket.number;
}
