import type { Desk } from '../desk.ts';
import type { DutyPerson } from '../roster/duty-now.ts';
import type { Write } from '../store/database.ts';
import type { Ticket } from '../tickets/ticket-state.ts';
import { leastBusy, loadsOf } from './least-busy.ts';
import { readRoutes } from './read-routes.ts';
import { routeOf } from './route-of.ts';

/** Whom a route chose, and how many open tickets the person had by then. */
export interface RoutedPerson extends DutyPerson {
  route: number;
  load: number;
}

/**
 * Who of those on duty hears of a ticket first by the routes: the least busy of the people its route names. Once chosen, the
 * same person goes on hearing of it for as long as duty lasts. Null where no route has a say, or none of its people is on duty:
 * then the roster's own order counts.
 */
export async function routedPerson(
  desk: Desk,
  tx: Write,
  ticket: Pick<Ticket, 'id' | 'storeId' | 'language' | 'topic' | 'level'>,
  onDuty: readonly DutyPerson[],
): Promise<RoutedPerson | null> {
  const { language, topic, level, storeId } = ticket;
  const routed = { store: desk.stores.get(storeId), language, topic, level };
  const route = routeOf(await readRoutes(tx), routed, 'people');
  if (!route) return null;
  const named = route.people;
  const candidates = onDuty.filter(({ id }) => named === 'anyone' || named?.includes(id));
  if (candidates.length === 0) return null;
  const before = await tx.call.findFirst({
    where: { ticketId: ticket.id, route: route.number },
    orderBy: { askedAt: 'desc' },
    select: { personId: true, load: true },
  });
  const same = candidates.find(({ id }) => id === before?.personId);
  if (same) return { ...same, route: route.number, load: before?.load ?? 0 };
  const { person, load } = leastBusy(
    candidates,
    await loadsOf(
      tx,
      candidates.map(({ id }) => id),
    ),
  );
  return { ...person, route: route.number, load };
}
