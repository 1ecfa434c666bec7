import type { Pool } from 'pg';

/** Types of a table's columns, by name, as information_schema writes them. */
export type Columns = ReadonlyMap<string, string>;

/** @returns the columns of every table @throws where a table is asked for that there is not */
export async function readColumns(pool: Pool): Promise<(table: string) => Columns> {
  const { rows } = await pool.query<{ table_name: string; column_name: string; data_type: string }>(
    `SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema()`,
  );
  const tables = new Map<string, Map<string, string>>();
  for (const { table_name: table, column_name: column, data_type: type } of rows) {
    if (!tables.has(table)) tables.set(table, new Map());
    tables.get(table)!.set(column, type);
  }
  return (table) => {
    const columns = tables.get(table);
    if (!columns) throw new Error(`no table ${table}`);
    return columns;
  };
}
