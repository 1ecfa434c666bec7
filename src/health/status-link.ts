import type { Desk } from '../desk.ts';
import { outranksAgents } from '../people/actor.ts';
import type { Role } from '../people/actor.ts';
import { readPass, writePass } from '../stores/store-pass.ts';

const lifeMs = 12 * 3_600_000;

/** The address of the status page for one supervisor. Good for twelve hours. */
export function statusLink(desk: Pick<Desk, 'db' | 'clock' | 'publicUrl'>, personId: string): string {
  const url = new URL('/status', desk.publicUrl);
  url.searchParams.set('pass', writePass(desk, 'status', personId, desk.clock.wall() + lifeMs));
  return url.href;
}

/** Whether the bearer of a pass may look: a supervisor still, not only when the link was given. */
export async function mayReadStatus(desk: Pick<Desk, 'db' | 'clock'>, pass: string | undefined): Promise<boolean> {
  const personId = readPass(desk, 'status', pass);
  const person = personId ? await desk.db.read.person.findUnique({ where: { id: personId } }) : null;
  return person !== null && outranksAgents({ id: person.id, name: person.name, role: person.role as Role });
}
