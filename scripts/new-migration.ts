/**
 * Writes the next migration: the difference between prisma/migrations/sqlite and prisma/schema.prisma.
 * Usage: npm run migration -- add-buyer-tags
 * The engine is the one Prisma ships as WebAssembly, so nothing is downloaded.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';

const folder = 'prisma/migrations/sqlite';
const name = process.argv[2];
if (!name || !/^[a-z0-9-]+$/.test(name)) throw new Error('usage: npm run migration -- name-in-kebab-case');

const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
const migrationDirectories = await Promise.all(
  names.sort().map(async (directory) => ({
    path: directory,
    migrationFile: {
      path: 'migration.sql',
      content: { tag: 'ok' as const, value: await readFile(path.join(folder, directory, 'migration.sql'), 'utf8') },
    },
  })),
);
const schema = { path: 'prisma/schema.prisma', content: await readFile('prisma/schema.prisma', 'utf8') };

const { SchemaEngine } = await loadEngine();
const adapters = bindMigrationAwareSqlAdapterFactory(new PrismaBetterSqlite3({ url: 'file::memory:' }));
const engine = await SchemaEngine.new({ datamodels: [[schema.path, schema.content]] }, () => {}, adapters);
const filters = { externalTables: [], externalEnums: [] };
const difference = await engine.diff({
  from: names.length ? { tag: 'migrations', baseDir: folder, lockfile: { path: 'migration_lock.toml', content: 'provider = "sqlite"' }, shadowDatabaseUrl: null, shadowDbInitScript: '', migrationDirectories } : { tag: 'empty' },
  to: { tag: 'schemaDatamodel', files: [schema] },
  script: true,
  exitCode: null,
  filters,
});
const sql = difference.stdout?.trim();
if (!sql || sql.startsWith('-- This is an empty migration')) {
  console.log('The migrations already say what the schema says.');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const directory = path.join(folder, `${stamp}_${name.replaceAll('-', '_')}`);
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, 'migration.sql'), sql + '\n');
  console.log(directory);
}

/** The package is built for bundlers; under Node its WebAssembly module is instantiated by hand. */
async function loadEngine(): Promise<typeof import('@prisma/schema-engine-wasm')> {
  const require = createRequire(import.meta.url);
  const root = path.dirname(require.resolve('@prisma/schema-engine-wasm'));
  const glue = (await import(path.join(root, 'schema_engine_bg.js'))) as typeof import('@prisma/schema-engine-wasm') & {
    __wbg_set_wasm(exports: WebAssembly.Exports): void;
  };
  const bytes = await readFile(path.join(root, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue;
}
