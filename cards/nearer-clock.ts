import type { TicketView } from './ticket-view.ts';

/** The clock that ends first, as an instant in milliseconds; null while none runs. The platform's wins a tie: missing it costs more. */
export function nearerClock({
  policyDueAt,
  teamDueAt,
}: Pick<TicketView, 'policyDueAt' | 'teamDueAt'>): { clock: 'policy' | 'team'; dueAt: number } | null {
  if (policyDueAt !== null && policyDueAt <= (teamDueAt ?? Infinity)) return { clock: 'policy', dueAt: policyDueAt };
  return teamDueAt === null ? null : { clock: 'team', dueAt: teamDueAt };
}
