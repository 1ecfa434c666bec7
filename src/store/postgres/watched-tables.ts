/** Tables of which every process keeps a picture in memory, or waits for rows. */
export const watchedTables = ['Setting', 'Store', 'Rule', 'RosterEntry', 'Chat', 'InboxEvent'] as const;
export type WatchedTable = (typeof watchedTables)[number];

/** SQL: each of them tells of its changes. */
export const watchChanges = watchedTables
  .map(
    (table) =>
      `CREATE OR REPLACE TRIGGER "${table}_tells" AFTER ${table === 'InboxEvent' ? 'INSERT' : 'INSERT OR UPDATE OR DELETE'} ON "${table}"
       FOR EACH STATEMENT EXECUTE FUNCTION tell_change()`,
  )
  .join(';\n');
