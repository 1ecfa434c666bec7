import type { Reader, RowWrite } from './database.ts';

/**
 * Set-based SQL for the hot paths, straight on the connection that Prisma uses: a statement here costs a twentieth of one
 * through the client. One text serves both engines, see docs/portable-sql.md. Instants are milliseconds in rows and
 * parameters. Tables and columns come from code, never from input.
 */
export type Row = Record<string, string | number | Uint8Array | null>;
export type Value = string | number | null;

/** How an engine runs them. */
export interface RowAccess {
  select(sql: string, values: readonly Value[]): Promise<unknown[]>;
  change(sql: string, values: readonly Value[]): Promise<number>;
  insert(table: string, columns: readonly string[], rows: readonly Row[]): Promise<number>;
  update(table: string, columns: readonly string[], rows: readonly Row[]): Promise<number>;
  upsert(table: string, columns: readonly string[], rows: readonly Row[], how: UpsertKeys): Promise<void>;
}

export interface UpsertKeys {
  keys: readonly string[];
  newest?: string;
}

const accesses = new WeakMap<object, RowAccess>();

/** Tells how statements of a reader or an open transaction are run. */
export function attach(handle: Reader | RowWrite, access: RowAccess): void {
  accesses.set(handle, access);
}

function accessOf(handle: Reader | RowWrite): RowAccess {
  const access = accesses.get(handle);
  if (!access) throw new Error('not a reader or an open transaction of this database');
  return access;
}

/** Rows of a SELECT or of a change with RETURNING. A set of keys travels as one JSON parameter for `json_each(?)`. */
export const selectRows = <T>(handle: Reader | RowWrite, sql: string, ...values: Value[]): Promise<T[]> =>
  accessOf(handle).select(sql, values) as Promise<T[]>;

/** @returns rows changed */
export const changeRows = (tx: RowWrite, sql: string, ...values: Value[]): Promise<number> => accessOf(tx).change(sql, values);

/** Inserts rows that all have the keys of the first; rows that violate a unique index are passed over. @returns rows inserted */
export async function insertRows(tx: RowWrite, table: string, rows: readonly Row[]): Promise<number> {
  return rows.length === 0 ? 0 : accessOf(tx).insert(table, Object.keys(rows[0]!), rows);
}

/** Sets all other keys of each row where `id` matches. @returns rows changed */
export async function updateRows(tx: RowWrite, table: string, rows: readonly (Row & { id: string })[]): Promise<number> {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'id');
  return rows.length === 0 ? 0 : accessOf(tx).update(table, columns, rows);
}

/**
 * Inserts rows, or sets all their columns but `id` on the row with the same `keys`; where `newest` names a column, only when
 * it is not older there than what stands.
 */
export async function upsertRows(tx: RowWrite, table: string, rows: readonly Row[], how: UpsertKeys): Promise<void> {
  if (rows.length > 0) await accessOf(tx).upsert(table, Object.keys(rows[0]!), rows, how);
}

const quoted = (column: string): string => `"${column}"`;

/** `"a", "b"` */
export const columnList = (columns: readonly string[]): string => columns.map(quoted).join();

/** What an upsert does with a row that is there already. */
export function onConflict(table: string, columns: readonly string[], { keys, newest }: UpsertKeys): string {
  const changes = columns.filter((column) => column !== 'id' && !keys.includes(column));
  return `ON CONFLICT (${columnList(keys)}) DO UPDATE SET ${changes.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join()}
     ${newest ? `WHERE excluded.${quoted(newest)} >= "${table}".${quoted(newest)}` : ''}`;
}
