/**
 * Writes the next migration for both engines: the difference between prisma/schema.prisma and its copy of the last time,
 * which lies beside the migrations.
 * Usage: npm run migration -- add-buyer-tags
 * The engine is the one Prisma ships as WebAssembly, so nothing is downloaded.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as SchemaEngineModule from '@prisma/schema-engine-wasm';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import { startPostgres } from '../tests/servers/start-postgres.ts';
import { postgresSchema } from './postgres-schema.mjs';

const root = 'prisma/migrations';
const name = process.argv[2];
if (!name || !/^[a-z0-9-]+$/.test(name)) throw new Error('usage: npm run migration -- name-in-kebab-case');

const snapshot = path.join(root, 'schema.prisma');
const content = await readFile('prisma/schema.prisma', 'utf8');
const last = await readFile(snapshot, 'utf8').catch(() => null);
const { SchemaEngine } = await loadEngine();
const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);

await write('sqlite', new PrismaBetterSqlite3({ url: 'file::memory:' }), (schema) => schema);
// Two schemas are compared, yet the engine wants a server to talk to.
const server = await startPostgres();
try {
  await write('postgres', new PrismaPg({ connectionString: await server.createDatabase() }), postgresSchema);
} finally {
  await server.stop();
}
await writeFile(snapshot, content);

async function write(
  engineName: string,
  adapter: SqlMigrationAwareDriverAdapterFactory,
  flavour: (schema: string) => string,
): Promise<void> {
  const schema = { path: 'schema.prisma', content: flavour(content) };
  const adapters = bindMigrationAwareSqlAdapterFactory(adapter);
  const engine = await SchemaEngine.new({ datamodels: [[schema.path, schema.content]] }, () => {}, adapters);
  const difference = await engine.diff({
    from: last === null ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: [{ path: snapshot, content: flavour(last) }] },
    to: { tag: 'schemaDatamodel', files: [schema] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  const sql = difference.stdout?.trim();
  if (!sql || sql.startsWith('-- This is an empty migration')) {
    console.log(`${engineName}: the migrations already say what the schema says`);
    return;
  }
  const directory = path.join(root, engineName, `${stamp}_${name!.replaceAll('-', '_')}`);
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, 'migration.sql'), sql + '\n');
  console.log(directory);
}

type Engine = typeof SchemaEngineModule;

/** The package is built for bundlers; under Node its WebAssembly module is instantiated by hand. */
async function loadEngine(): Promise<Engine> {
  const root = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const glue = (await import(path.join(root, 'schema_engine_bg.js'))) as Engine & {
    __wbg_set_wasm(exports: unknown): void;
  };
  const bytes = await readFile(path.join(root, 'schema_engine_bg.wasm'));
  const { WebAssembly } = globalThis as unknown as {
    WebAssembly: {
      instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
    };
  };
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}
