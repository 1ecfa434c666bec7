import type { Desk } from '../desk.ts';
import type { Chat } from '../notify/chat-directory.ts';
import type { Write } from '../store/database.ts';
import { changeRows } from '../store/rows.ts';
import { outranksAgents, roles } from './actor.ts';
import type { Role } from './actor.ts';
import { audit } from './audit.ts';

/** Where a person's id stands besides their own row. */
const traces = [
  ['Account', 'personId'],
  ['Ticket', 'ownerId'],
  ['TicketEvent', 'personId'],
  ['Reply', 'personId'],
  ['AuditEntry', 'personId'],
  ['Rule', 'createdBy'],
  ['RosterEntry', 'pendingFor'],
  ['RosterEntry', 'createdBy'],
  ['Call', 'personId'],
] as const;

/**
 * Makes an account one more of the person who was given the code. Somebody who was known by that account alone becomes the
 * same person: tickets and history go along, and the higher of the two roles stays. A supervisor's group becomes an alert group.
 * @returns the person's name, and whether this group gets alerts now
 */
export async function linkAccount(
  desk: Desk,
  request: { personId: string; account: { messenger: string; id: string }; chat: Chat },
): Promise<{ name: string; alerts: boolean }> {
  const { personId, account, chat } = request;
  const at = desk.clock.now();
  const person = await desk.db.write(async (tx) => {
    const where = { messenger_externalId: { messenger: account.messenger, externalId: account.id } };
    const known = await tx.account.findUnique({ where });
    const before = await tx.person.findUniqueOrThrow({ where: { id: personId } });
    if (known?.personId === personId) return before;
    const other = known && (await tx.person.findUnique({ where: { id: known.personId } }));
    if (!known) await tx.account.create({ data: { messenger: account.messenger, externalId: account.id, personId } });
    else if ((await tx.account.count({ where: { personId: known.personId } })) > 1)
      await tx.account.update({ where, data: { personId } });
    else await become(tx, known.personId, personId);
    const role = higherRole(before.role as Role, (other?.role as Role | undefined) ?? 'viewer');
    await audit(tx, { at, personId, action: 'bind', subject: before.name, after: { messenger: account.messenger, role } });
    return tx.person.update({ where: { id: personId }, data: { role } });
  });
  const alerts = chat.kind === 'group' && outranksAgents({ ...person, role: person.role as Role });
  if (alerts) await desk.chats.setAlerts(chat.id, 'on');
  return { name: person.name, alerts };
}

async function become(tx: Write, from: string, to: string): Promise<void> {
  for (const [table, column] of traces)
    await changeRows(tx, `UPDATE "${table}" SET "${column}" = ? WHERE "${column}" = ?`, to, from);
  // Ids stand in quotes inside the lines, so that no id is taken for a part of another.
  await changeRows(tx, `UPDATE "RosterEntry" SET "line" = replace("line", '"' || ? || '"', '"' || ? || '"')`, from, to);
  await tx.person.delete({ where: { id: from } });
}

const higherRole = (a: Role, b: Role): Role => (roles.indexOf(a) >= roles.indexOf(b) ? a : b);
