import type { Write } from './database.ts';

/**
 * Set-based writes for the hot paths: a batch travels as one JSON parameter and one statement, 30 to 50 times faster here
 * than a statement per row. Instants are milliseconds; column names come from code, never from input.
 */
export type Row = Record<string, string | number | null>;

const statements = new Map<string, string>();

function cached(key: string, build: () => string): string {
  let sql = statements.get(key);
  if (!sql) statements.set(key, (sql = build()));
  return sql;
}

const quoted = (column: string): string => `"${column}"`;
const fromJson = (column: string): string => `value ->> '$.${column}'`;

/** Inserts rows that all have the keys of the first; rows that violate a unique index are passed over. @returns rows inserted */
export async function insertRows(tx: Write, table: string, rows: readonly Row[]): Promise<number> {
  if (rows.length === 0) return 0;
  const columns = Object.keys(rows[0]!);
  const sql = cached(`insert ${table} ${columns.join()}`, () =>
    `INSERT INTO "${table}" (${columns.map(quoted).join()}) SELECT ${columns.map(fromJson).join()} FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
  );
  return tx.$executeRawUnsafe(sql, JSON.stringify(rows));
}

/** Sets all other keys of each row where `id` matches. @returns rows changed */
export async function updateRows(tx: Write, table: string, rows: readonly (Row & { id: string })[]): Promise<number> {
  if (rows.length === 0) return 0;
  const columns = Object.keys(rows[0]!).filter((column) => column !== 'id');
  const sql = cached(`update ${table} ${columns.join()}`, () => {
    const set = columns.map((column) => `${quoted(column)} = changed.${quoted(column)}`).join();
    const source = ['id', ...columns].map((column) => `${fromJson(column)} AS ${quoted(column)}`).join();
    return `UPDATE "${table}" SET ${set} FROM (SELECT ${source} FROM json_each(?)) AS changed WHERE "${table}"."id" = changed."id"`;
  });
  return tx.$executeRawUnsafe(sql, JSON.stringify(rows));
}
