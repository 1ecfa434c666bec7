import { readFileSync } from 'node:fs';
import path from 'node:path';

/** `text` and `bytes` are sealed as a whole, `json` holds sealed fields, `index` is a blind index. */
export interface SealedColumn {
  name: string;
  holds: 'text' | 'bytes' | 'json' | 'index';
}

export interface SealedTable {
  name: string;
  primaryKey: string[];
  columns: SealedColumn[];
}

const schemaFile = path.join(import.meta.dirname, '../../../prisma/schema.prisma');

/** Every table with something that the key has made, as prisma/schema.prisma says by names and marks. */
export function sealedTables(schema = readFileSync(schemaFile, 'utf8')): SealedTable[] {
  const models = [...schema.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)];
  return models.map(([, name, body]) => readModel(name!, body!)).filter(({ columns }) => columns.length > 0);
}

function readModel(name: string, body: string): SealedTable {
  const table: SealedTable = { name, primaryKey: [], columns: [] };
  let about = '';
  for (const line of body.split('\n').map((text) => text.trim())) {
    if (line.startsWith('///')) {
      about += line;
      continue;
    }
    const [, column, type] = /^(\w+)\s+(\w+)/.exec(line) ?? [];
    const holds = column && type && holdsOf(column, type, about);
    if (holds) table.columns.push({ name: column, holds });
    if (column && /\s@id\b/.test(line)) table.primaryKey.push(column);
    const together = /^@@id\(\[([^\]]+)\]/.exec(line)?.[1];
    if (together) table.primaryKey.push(...together.split(',').map((part) => part.trim()));
    about = '';
  }
  return table;
}

function holdsOf(column: string, type: string, about: string): SealedColumn['holds'] | null {
  if (/@sealed-json\b/.test(about)) return 'json';
  if (/@index\b/.test(about) || column.endsWith('Index')) return 'index';
  if (/@sealed\b/.test(about) || column.endsWith('Sealed')) return type === 'Bytes' ? 'bytes' : 'text';
  return null;
}
