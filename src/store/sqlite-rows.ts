import type Sqlite from 'better-sqlite3';
import type { Reader } from './database.ts';
import type { RowWrite } from './write-queue.ts';

/**
 * Set-based SQL for the hot paths, straight on the connection that Prisma uses: a statement here costs a twentieth of one
 * through the client. Instants are milliseconds. Tables and columns come from code, never from input.
 */
export type Row = Record<string, string | number | Uint8Array | null>;
export type Value = string | number | null;

interface Direct {
  db: Sqlite.Database;
  statements: Map<string, Sqlite.Statement>;
}

const directs = new WeakMap<object, Direct>();

/** Tells which connection a reader or an open transaction works on. */
export function attach(handle: Reader | RowWrite, db: Sqlite.Database): void {
  directs.set(handle, known.get(db) ?? remember(db));
}

const known = new WeakMap<Sqlite.Database, Direct>();

function remember(db: Sqlite.Database): Direct {
  const direct = { db, statements: new Map<string, Sqlite.Statement>() };
  known.set(db, direct);
  return direct;
}

function prepared(handle: Reader | RowWrite, sql: string): Sqlite.Statement {
  const direct = directs.get(handle);
  if (!direct) throw new Error('not a reader or an open transaction of this database');
  let statement = direct.statements.get(sql);
  if (!statement) direct.statements.set(sql, (statement = direct.db.prepare(sql).safeIntegers(false)));
  return statement;
}

/** Rows of a SELECT or of a change with RETURNING. A set of keys travels as one JSON parameter for `json_each(?)`. */
export async function selectRows<T>(handle: Reader | RowWrite, sql: string, ...values: Value[]): Promise<T[]> {
  return prepared(handle, sql).all(...values) as T[];
}

/** @returns rows changed */
export async function changeRows(tx: RowWrite, sql: string, ...values: Value[]): Promise<number> {
  return prepared(tx, sql).run(...values).changes;
}

const quoted = (column: string): string => `"${column}"`;

/** Inserts rows that all have the keys of the first; rows that violate a unique index are passed over. @returns rows inserted */
export async function insertRows(tx: RowWrite, table: string, rows: readonly Row[]): Promise<number> {
  const columns = Object.keys(rows[0] ?? {});
  const statement =
    rows.length === 0
      ? null
      : prepared(
          tx,
          `INSERT INTO "${table}" (${columns.map(quoted).join()}) VALUES (${columns.map(() => '?').join()}) ON CONFLICT DO NOTHING`,
        );
  let inserted = 0;
  for (const row of rows) inserted += statement!.run(columns.map((column) => row[column] ?? null)).changes;
  return inserted;
}

/** Sets all other keys of each row where `id` matches. @returns rows changed */
export async function updateRows(tx: RowWrite, table: string, rows: readonly (Row & { id: string })[]): Promise<number> {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'id');
  const statement =
    rows.length === 0
      ? null
      : prepared(tx, `UPDATE "${table}" SET ${columns.map((column) => `${quoted(column)} = ?`).join()} WHERE "id" = ?`);
  let changed = 0;
  for (const row of rows) changed += statement!.run([...columns.map((column) => row[column] ?? null), row.id]).changes;
  return changed;
}

/**
 * Inserts rows, or sets all their columns but `id` on the row with the same `keys`; where `newest` names a column, only when
 * it is not older there than what stands.
 */
export async function upsertRows(
  tx: RowWrite,
  table: string,
  rows: readonly Row[],
  { keys, newest }: { keys: readonly string[]; newest?: string },
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!);
  const changes = columns.filter((column) => column !== 'id' && !keys.includes(column));
  const statement = prepared(
    tx,
    `INSERT INTO "${table}" (${columns.map(quoted).join()}) VALUES (${columns.map(() => '?').join()})
     ON CONFLICT (${keys.map(quoted).join()}) DO UPDATE SET ${changes.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join()}
     ${newest ? `WHERE excluded.${quoted(newest)} >= "${table}".${quoted(newest)}` : ''}`,
  );
  for (const row of rows) statement.run(columns.map((column) => row[column] ?? null));
}
