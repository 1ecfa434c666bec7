import type { Service } from '../../src/compose.ts';

/** Everything a refused call could have changed; what only tells that somebody called is not part of it. */
export async function stateOf({ desk }: Service): Promise<unknown> {
  const { read } = desk.db;
  const counts = await Promise.all([
    read.inboxEvent.count(),
    read.message.count(),
    read.ticketEvent.count(),
    read.reply.count(),
    read.silence.count(),
    read.rosterEntry.count(),
    read.auditEntry.count(),
    read.store.count(),
  ]);
  const [tickets, rules, people, settings, chats] = await Promise.all([
    read.ticket.findMany({ select: { id: true, version: true, state: true, ownerId: true }, orderBy: { id: 'asc' } }),
    read.rule.findMany({ select: { id: true, version: true, enabled: true }, orderBy: { id: 'asc' } }),
    read.person.findMany({ orderBy: { id: 'asc' } }),
    read.setting.findMany({ orderBy: { key: 'asc' } }),
    read.chat.findMany({ orderBy: { id: 'asc' } }),
  ]);
  return { counts, tickets, rules, people, settings, chats };
}

/** Cheap enough to be asked for after every single entry: each change writes one of these. */
export async function tracesOf({ desk }: Service): Promise<number> {
  const { read } = desk.db;
  const counts = await Promise.all([
    read.auditEntry.count(),
    read.ticketEvent.count(),
    read.inboxEvent.count(),
    read.person.count(),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}
