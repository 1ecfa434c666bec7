import type { QueryConfig, QueryResult } from 'pg';
import { columnList, onConflict } from '../rows.ts';
import type { Row, RowAccess, UpsertKeys, Value } from '../rows.ts';
import { plainTypes } from './plain-types.ts';
import type { Columns } from './read-columns.ts';
import { storable } from './storable.ts';

export type RunQuery = (query: QueryConfig) => Promise<QueryResult>;

/** Row access over one way of running a query: a pool's, or the connection of an open transaction. */
export function createPostgresRows(run: RunQuery, columnsOf: (table: string) => Columns): RowAccess {
  const runText = (sql: string, values: readonly (Value | undefined)[]): Promise<QueryResult> =>
    run({
      ...prepared(sql),
      values: values.map((value) => (typeof value === 'string' ? storable(value) : value)),
      types: plainTypes,
    });

  /** All rows travel as one JSON text, which the table's own row type gives their columns' types. */
  async function runSet(sql: (records: string) => string, table: string, columns: readonly string[], rows: readonly Row[]) {
    const text = sql(`json_populate_recordset(NULL::"${table}", $1::json)`);
    return run({ ...prepared(text), values: [recordsOf(rows, columns, columnsOf(table))], types: plainTypes });
  }

  const insertion = (table: string, columns: readonly string[]) => (records: string) =>
    `INSERT INTO "${table}" (${columnList(columns)}) SELECT ${columnList(columns)} FROM ${records}`;

  return {
    select: async (sql, values) => (await runText(sql, values)).rows as unknown[],
    change: async (sql, values) => (await runText(sql, values)).rowCount ?? 0,
    insert: async (table, columns, rows) =>
      (await runSet((records) => `${insertion(table, columns)(records)} ON CONFLICT DO NOTHING`, table, columns, rows))
        .rowCount ?? 0,
    update: async (table, columns, rows) =>
      (
        await runSet(
          (records) =>
            `UPDATE "${table}" AS stands SET ${columns.map((column) => `"${column}" = given."${column}"`).join()}
             FROM ${records} AS given WHERE stands."id" = given."id"`,
          table,
          [...columns, 'id'],
          rows,
        )
      ).rowCount ?? 0,
    upsert: async (table, columns, rows, how) =>
      void (await runSet(
        (records) => `${insertion(table, columns)(records)} ${onConflict(table, columns, how)}`,
        table,
        columns,
        lastOfEach(rows, how),
      )),
  };
}

const names = new Map<string, { name: string; text: string }>();

/** CROSS JOIN … ON keeps SQLite's planner to the order written; PostgreSQL plans by itself. */
const joined = (sql: string): string => sql.replaceAll('CROSS JOIN', 'JOIN');

/** Named, so that a connection plans each statement once. */
function prepared(sql: string): { name: string; text: string } {
  let known = names.get(sql);
  if (!known) {
    let place = 0;
    known = { name: `s${names.size}`, text: joined(sql).replaceAll('?', () => `$${++place}`) };
    names.set(sql, known);
  }
  return known;
}

function recordsOf(rows: readonly Row[], columns: readonly string[], types: Columns): string {
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map((column) => [column, recorded(row[column] ?? null, types.get(column))]))),
  );
}

function recorded(value: Row[string], type: string | undefined): unknown {
  if (typeof value === 'string') return storable(value);
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  return typeof value === 'number' && type?.startsWith('timestamp') ? new Date(value).toISOString() : value;
}

/** One statement may not touch a row twice: of rows with the same keys the one that would stand at the end. */
function lastOfEach(rows: readonly Row[], { keys, newest }: UpsertKeys): Row[] {
  const byKey = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((column) => row[column]));
    const stands = byKey.get(key);
    if (stands && newest && row[newest]! < stands[newest]!) continue;
    byKey.set(key, stands && 'id' in row ? { ...row, id: stands.id! } : row);
  }
  return [...byKey.values()];
}
