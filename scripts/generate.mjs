/**
 * Writes the database clients (src/store/client for SQLite, src/store/client-postgres) from prisma/schema.prisma when they
 * are missing or older. `npm run generate`
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { postgresSchema } from './postgres-schema.mjs';
import { findNode, quietPrisma, readText, root } from './runtime.mjs';

const models = 'prisma/schema.prisma';
const postgresModels = 'prisma/generated/postgres.prisma';

/** @throws Error with Prisma's own words when that fails */
export function generate() {
  const schema = readText(models) ?? '';
  if (!isCurrent('client', schema)) run(models);
  const forPostgres = postgresSchema(schema);
  if (isCurrent('client-postgres', forPostgres)) return;
  mkdirSync(path.dirname(path.join(root, postgresModels)), { recursive: true });
  writeFileSync(path.join(root, postgresModels), forPostgres);
  run(postgresModels);
}

function run(schema) {
  const prisma = path.join(root, 'node_modules/prisma/build/index.js');
  const result = spawnSync(findNode() ?? process.execPath, [prisma, 'generate', '--schema', schema], {
    cwd: root,
    env: { ...process.env, ...quietPrisma },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.status !== 0) throw new Error(`prisma generate failed:\n${`${result.stdout ?? ''}${result.stderr ?? ''}`.trim()}`);
}

/** A client carries the schema and the version it was made from; Prisma writes both with spaces of its own. */
function isCurrent(folder, schema) {
  const client = readText(`src/store/${folder}/internal/class.ts`);
  const made = client && /"inlineSchema": ("(?:[^"\\]|\\.)*")/.exec(client)?.[1];
  if (!made) return false;
  const version = JSON.parse(readText('node_modules/@prisma/client/package.json') ?? '{}').version;
  const words = (text) => text.replace(/\s+/g, ' ').trim();
  return words(JSON.parse(made)) === words(schema) && client.includes(`"clientVersion": "${version}"`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    generate();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
