import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { insertRows, selectRows } from '../rows.ts';
import type { Row } from '../rows.ts';
import type { Database, RowWrite } from '../database.ts';

const pageRows = 2_000;

/** The other database is no fresh one: nothing was copied. */
export class NotEmpty extends Error {}

/**
 * Copies every table of a SQLite file in one transaction: all of it stands there in the end, or nothing. Both have the same
 * migrations, and what is sealed stays sealed: the other service needs the same key.
 * @param options.url of the database behind `db` @param options.onTable told after each table
 * @returns rows copied @throws NotEmpty
 */
export async function copyFromSqlite(
  db: Database,
  options: { file: string; url: string; onTable?: (table: string, rows: number) => void },
): Promise<number> {
  const source = new Sqlite(options.file, { readonly: true, fileMustExist: true });
  try {
    const tables = source
      .prepare<[], string>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> '_prisma_migrations' ORDER BY name`,
      )
      .pluck()
      .all();
    await insistOnEmpty(options.url, tables);
    return await db.writeRows(async (tx) => {
      let copied = 0;
      for (const table of tables) {
        let rows = 0;
        // A page at a time: a table may be larger than memory.
        for (let page: Row[] = [], after = 0; ; after = page.at(-1)!.rowid as number) {
          page = source
            .prepare<[number], Row>(`SELECT rowid AS rowid, * FROM "${table}" WHERE rowid > ? ORDER BY rowid LIMIT ${pageRows}`)
            .all(after);
          const fresh = page.map(({ rowid: _, ...row }) => row);
          rows += await insertRows(tx, table, fresh);
          if (page.length < pageRows) break;
        }
        const had = source.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get()!;
        if (had !== rows) throw new Error(`${table}: ${rows} of ${had} rows were taken`);
        options.onTable?.(table, rows);
        copied += rows;
      }
      await continueNumbers(tx);
      return copied;
    });
  } finally {
    source.close();
  }
}

/** Numbers that the database gives out go on where they were. */
async function continueNumbers(tx: RowWrite): Promise<void> {
  const given = await selectRows<{ table: string; column: string }>(
    tx,
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
     WHERE table_schema = current_schema() AND column_default LIKE 'nextval%'`,
  );
  for (const { table, column } of given)
    await selectRows(
      tx,
      `SELECT setval(pg_get_serial_sequence('"${table}"', '${column}'), coalesce(max("${column}"), 0) + 1, false) FROM "${table}"`,
    );
}

async function insistOnEmpty(url: string, tables: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const table of tables) {
      const { rowCount } = await client.query(`SELECT 1 FROM "${table}" LIMIT 1`);
      if (rowCount) throw new NotEmpty(table);
    }
  } finally {
    await client.end();
  }
}
