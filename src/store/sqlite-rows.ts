import type Sqlite from 'better-sqlite3';
import { columnList, onConflict } from './rows.ts';
import type { Row, RowAccess, Value } from './rows.ts';

/** SQLite keeps instants as milliseconds: what turns numbers into instants and back has nothing to do. */
const plain = (sql: string): string =>
  sql.replaceAll(/\b(?:instant|ms)\(/g, '(').replaceAll('wall()', `CAST(unixepoch('subsec') * 1000 AS INTEGER)`);

export function createSqliteRows(db: Sqlite.Database): RowAccess {
  const statements = new Map<string, Sqlite.Statement>();

  function prepared(sql: string): Sqlite.Statement {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = db.prepare(plain(sql)).safeIntegers(false)));
    return statement;
  }

  /** @returns rows changed */
  function runEach(sql: string, columns: readonly string[], rows: readonly Row[]): number {
    const statement = prepared(sql);
    let changed = 0;
    for (const row of rows) changed += statement.run(columns.map((column) => row[column] ?? null)).changes;
    return changed;
  }

  const insertion = (table: string, columns: readonly string[]): string =>
    `INSERT INTO "${table}" (${columnList(columns)}) VALUES (${columns.map(() => '?').join()})`;

  return {
    select: async (sql, values: readonly Value[]) => prepared(sql).all(...values),
    change: async (sql, values: readonly Value[]) => prepared(sql).run(...values).changes,
    insert: async (table, columns, rows) => runEach(`${insertion(table, columns)} ON CONFLICT DO NOTHING`, columns, rows),
    update: async (table, columns, rows) =>
      runEach(
        `UPDATE "${table}" SET ${columns.map((column) => `"${column}" = ?`).join()} WHERE "id" = ?`,
        [...columns, 'id'],
        rows,
      ),
    upsert: async (table, columns, rows, how) =>
      void runEach(`${insertion(table, columns)} ${onConflict(table, columns, how)}`, columns, rows),
  };
}
