import type { Level } from '../../cards/card.ts';
import { alertRow } from '../alerts/alert-row.ts';
import { decideAll } from '../alerts/decide-all.ts';
import { reasonOf } from '../alerts/reason.ts';
import type { Reason } from '../alerts/reason.ts';
import type { Desk } from '../desk.ts';
import { ringing } from '../escalation/ringing.ts';
import type { RowWrite } from '../store/database.ts';
import { higherLevel } from '../tickets/ticket-state.ts';
import type { Ledger } from './ledger.ts';

/** Decides about what held in a batch: what rings raises its ticket's level and stands on its card; the rest is only kept. */
export async function settleAlerts(desk: Desk, tx: RowWrite, ledger: Ledger): Promise<void> {
  for (const decided of await decideAll(desk, tx, ledger.candidates)) {
    ledger.alerts.push(alertRow(desk.db.seal, decided));
    if (decided.decision.state !== 'rang') continue;
    const { match, ticket } = decided;
    const reasons = JSON.parse(ticket.reasons) as Reason[];
    if (!reasons.some(({ ruleId }) => ruleId === match.ruleId)) ticket.reasons = JSON.stringify([...reasons, reasonOf(match)]);
    ticket.level = higherLevel(ticket.level as Level, match.level);
    Object.assign(ticket, ringing(ticket, desk.clock.now()));
  }
}
