import { vaultColumns } from '../../attachments/vault-columns.ts';
import { insertJobs } from '../../jobs/job-table.ts';
import type { FileStore } from '../../ports/file-store.ts';
import type { Race } from '../../race.ts';
import type { Database } from '../../store/database.ts';
import type { Seal } from '../../store/seal.ts';
import { changeRows, selectRows, updateRows } from '../../store/rows.ts';
import type { RowWrite } from '../../store/write-queue.ts';
import { createResealer } from './reseal.ts';
import type { Resealer, Stored } from './reseal.ts';
import { sealedTables } from './sealed-columns.ts';
import type { SealedTable } from './sealed-columns.ts';

const batch = 500;

type Row = Record<string, Stored>;

/**
 * Seals everything anew, table by table, and makes the blind indexes anew; the files of the vault move to their new names.
 * Each batch is a transaction that leaves what is new already as it is: a run that was broken off is simply run again.
 * @param parts.db opened with the new key; nothing else may work on it
 * @param parts.from the seal of the old key
 * @returns rows that changed, by table
 */
export async function rotateKey(parts: {
  db: Database;
  files: FileStore;
  from: Seal;
  now: number;
  race: Race;
  onTable?: (table: string, rows: number) => void;
}): Promise<Map<string, number>> {
  const { db, from, race, onTable } = parts;
  const resealer = createResealer(from, db.seal);
  const changed = new Map<string, number>();
  for (const table of sealedTables()) {
    let rows = 0;
    let after: Row | undefined;
    for (;;) {
      const page = await readPage(db, table, after);
      if (page.length === 0) break;
      rows += await renewPage(parts, resealer, table, page);
      after = page.at(-1);
      await race('key-rows-sealed');
    }
    changed.set(table.name, rows);
    onTable?.(table.name, rows);
  }
  return changed;
}

function readPage(db: Database, { name, primaryKey, columns }: SealedTable, after: Row | undefined): Promise<Row[]> {
  const keys = primaryKey.map((key) => `"${key}"`).join();
  const wanted = [...new Set([...primaryKey, ...columns.map((column) => column.name)])].map((column) => `"${column}"`).join();
  const beyond = after ? `WHERE (${keys}) > (${primaryKey.map(() => '?').join()})` : '';
  return selectRows<Row>(
    db.read,
    `SELECT ${wanted} FROM "${name}" ${beyond} ORDER BY ${keys} LIMIT ${batch}`,
    ...(after ? primaryKey.map((key) => after[key] as string) : []),
  );
}

async function renewPage(
  parts: Parameters<typeof rotateKey>[0],
  resealer: Resealer,
  table: SealedTable,
  page: readonly Row[],
): Promise<number> {
  const { db, files, from, now, race } = parts;
  const renewed = page
    .map((row) => ({
      row,
      values: table.columns.map(({ name, holds }) => [name, resealer.renew(holds, row[name] ?? null)] as const),
    }))
    .filter(({ row, values }) => values.some(([name, value]) => value !== row[name]));
  if (renewed.length === 0) return 0;
  const moved = new Map<string, string>();
  if (table.name === 'Attachment')
    for (const { row, values } of renewed)
      for (const [name, value] of values)
        if (vaultColumns.includes(name) && row[name] !== value) moved.set(row[name] as string, value as string);
  for (const [old, name] of moved) {
    const sealed = await files.get(old);
    if (sealed) await files.put(name, db.seal.sealBytes(from.openBytes(sealed)));
  }
  if (moved.size > 0) await race('key-files-sealed');
  await db.writeRows(async (tx) => {
    for (const { row, values } of renewed) await update(tx, table, row, Object.fromEntries(values));
    if (moved.size > 0) await forgetOldFiles(tx, [...moved.keys()], now);
  });
  return renewed.length;
}

async function update(tx: RowWrite, table: SealedTable, row: Row, values: Row): Promise<void> {
  const { name, primaryKey } = table;
  if (primaryKey.length === 1 && primaryKey[0] === 'id') {
    await updateRows(tx, name, [{ ...values, id: row.id as string }]);
    return;
  }
  const set = Object.keys(values)
    .map((column) => `"${column}" = ?`)
    .join();
  const which = primaryKey.map((key) => `"${key}" = ?`).join(' AND ');
  const given = [...Object.values(values), ...primaryKey.map((key) => row[key]!)] as string[];
  await changeRows(tx, `UPDATE "${name}" SET ${set} WHERE ${which}`, ...given);
}

/** As a job of the next start: it deletes what no attachment names any more. */
async function forgetOldFiles(tx: RowWrite, keys: readonly string[], now: number): Promise<void> {
  await insertJobs(tx, [{ kind: 'forget-files', payload: { keys }, dueAt: now }], now);
}
