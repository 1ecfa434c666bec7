import type { Desk } from '../desk.ts';

/** Both deadlines of a store's ticket that waits since an instant, as Prisma's columns take them. */
export function dueDates(desk: Desk, storeId: string, since: Date | null): { policyDueAt: Date | null; teamDueAt: Date | null } {
  const { policyDueAt, teamDueAt } = desk.hours.due(desk.stores.get(storeId), since?.getTime() ?? null);
  return {
    policyDueAt: policyDueAt === null ? null : new Date(policyDueAt),
    teamDueAt: teamDueAt === null ? null : new Date(teamDueAt),
  };
}

/** SQL: the nearer of a ticket's two deadlines; null while no clock runs. */
export const nearerDueAt = `CASE WHEN "policyDueAt" <= "teamDueAt" OR "teamDueAt" IS NULL THEN "policyDueAt" ELSE "teamDueAt" END`;
