import type { Level } from '../../cards/card.ts';
import { alertRow } from '../alerts/alert-row.ts';
import { countAlert } from '../alerts/count-alert.ts';
import { decideAll } from '../alerts/decide-all.ts';
import type { Decided } from '../alerts/decide-all.ts';
import { longestOutageMs, outageKey } from '../alerts/outage-over.ts';
import { reasonOf } from '../alerts/reason.ts';
import type { Reason } from '../alerts/reason.ts';
import type { Desk } from '../desk.ts';
import { ringing } from '../escalation/ringing.ts';
import type { RowWrite } from '../store/database.ts';
import { higherLevel } from '../tickets/ticket-state.ts';
import type { Ledger } from './ledger.ts';

/** Decides about what held in a batch: what rings raises its ticket's level and stands on its card; what waits
 * keeps that card back; the rest is only kept. */
export async function settleAlerts(desk: Desk, tx: RowWrite, ledger: Ledger): Promise<void> {
  const now = desk.clock.now();
  for (const decided of await decideAll(desk, tx, ledger.candidates)) {
    ledger.alerts.push(alertRow(desk.db.seal, decided));
    countAlert(desk, tx, decided);
    const { match, ticket } = decided;
    if (decided.decision.state !== 'rang') {
      holdCard(decided, now);
      continue;
    }
    const reasons = JSON.parse(ticket.reasons) as Reason[];
    if (!reasons.some(({ ruleId }) => ruleId === match.ruleId)) ticket.reasons = JSON.stringify([...reasons, reasonOf(match)]);
    ticket.level = higherLevel(ticket.level as Level, match.level);
    Object.assign(ticket, ringing(ticket, now), { heldUntil: null, heldFor: null });
  }
}

/** Nothing has rung for the ticket yet: its first card waits for what it is to be told together with. */
function holdCard({ decision, groupKey, subject, ticket }: Decided<Ledger['candidates'][number]>, now: number): void {
  if (!('muting' in decision) || ticket.reasons !== '[]') return;
  if (decision.state === 'waiting') Object.assign(ticket, { heldUntil: decision.muting.until, heldFor: groupKey });
  else if (decision.muting.by === 'outage')
    Object.assign(ticket, { heldUntil: now + longestOutageMs, heldFor: outageKey(subject.storeId) });
}
