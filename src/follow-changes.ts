import type { Desk } from './desk.ts';
import type { WatchedTable } from './store/postgres/watched-tables.ts';

/** What other processes on the database change, this one takes in: the pictures it keeps in memory, and what waits in the inbox. */
export function followChanges(desk: Desk): void {
  const follow: Record<WatchedTable, () => Promise<void> | void> = {
    Setting: async () => {
      await desk.settings.reload();
      await desk.hours.reload();
    },
    Store: () => desk.stores.refresh(),
    Rule: () => desk.rules.reload(),
    RosterEntry: () => desk.roster.reload(),
    Chat: () => desk.chats.reload(),
    InboxEvent: () => desk.processor.wake(),
  };
  desk.db.postgres?.listen((table) => {
    for (const reload of table === null ? Object.values(follow) : [follow[table]])
      Promise.resolve(reload()).catch((error: unknown) =>
        desk.log.error({ err: error, table }, 'a change could not be taken in'),
      );
  });
}
