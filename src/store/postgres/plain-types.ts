import pg from 'pg';
import type { CustomTypesConfig } from 'pg';

const { builtins, getTypeParser } = pg.types;

/** Rows as SQLite gives them: numbers for every number, instants as milliseconds, 0 and 1 for false and true. */
const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, Number],
  [builtins.NUMERIC, Number],
  [builtins.BOOL, (text) => (text === 't' ? 1 : 0)],
  [builtins.TIMESTAMP, (text) => Date.parse(`${text.replace(' ', 'T')}Z`)],
]);

export const plainTypes: CustomTypesConfig = {
  getTypeParser: (oid, format) => parsers.get(oid) ?? (getTypeParser(oid, format) as (text: string) => unknown),
};
