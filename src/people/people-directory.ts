import type { Reader, Write } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { selectRows } from '../store/rows.ts';
import type { Actor, Role } from './actor.ts';

/** Whoever speaks or taps without being known may look, not touch. */
const strangerRole: Role = 'viewer';

/** The person behind a messenger account; a stranger keeps the messenger's name and id. */
export async function actorOf(read: Reader | Write, messenger: string, account: { id: string; name?: string }): Promise<Actor> {
  const [person] = await selectRows<Actor>(
    read,
    `SELECT p."id", p."name", p."role" FROM "Account" a JOIN "Person" p ON p."id" = a."personId" WHERE a."messenger" = ? AND a."externalId" = ?`,
    messenger,
    account.id,
  );
  return person ?? { id: `${messenger}:${account.id}`, name: account.name ?? account.id, role: strangerRole };
}

/** The person somebody means: by mention, else by the exact name. */
export async function findPerson(
  read: Reader | Write,
  messenger: string,
  meant: { name: string; id?: string },
): Promise<{ id: string; name: string; role: Role } | null> {
  if (meant.id) {
    const account = await read.account.findUnique({ where: { messenger_externalId: { messenger, externalId: meant.id } } });
    if (account) return named(await read.person.findUnique({ where: { id: account.personId } }));
  }
  return named(await read.person.findFirst({ where: { OR: [{ name: meant.name }, { id: meant.name }] } }));
}

function named(person: { id: string; name: string; role: string } | null) {
  return person ? { id: person.id, name: person.name, role: person.role as Role } : null;
}

/** Files a person with an account, or gives a known account a role. */
export async function enrol(
  tx: Write,
  account: { messenger: string; externalId: string; name: string; role: Role; at: number; id?: string },
): Promise<{ id: string; before: Role | null }> {
  const { messenger, externalId, name, role } = account;
  const known = await tx.account.findUnique({ where: { messenger_externalId: { messenger, externalId } } });
  if (known) {
    const person = await tx.person.findUniqueOrThrow({ where: { id: known.personId } });
    await tx.person.update({ where: { id: person.id }, data: { role } });
    return { id: person.id, before: person.role as Role };
  }
  const id = account.id ?? newId();
  await tx.person.create({ data: { id, name, role, createdAt: new Date(account.at) } });
  await tx.account.create({ data: { messenger, externalId, personId: id } });
  return { id, before: null };
}
