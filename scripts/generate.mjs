/** Writes the database client (src/store/client) from prisma/schema.prisma when it is missing or older. `npm run generate` */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findNode, quietPrisma, readText, root } from './runtime.mjs';

/** @throws Error with Prisma's own words when that fails */
export function generate() {
  if (isCurrent()) return;
  const prisma = path.join(root, 'node_modules/prisma/build/index.js');
  const result = spawnSync(findNode() ?? process.execPath, [prisma, 'generate', '--schema', 'prisma/schema.prisma'], {
    cwd: root,
    env: { ...process.env, ...quietPrisma },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.status !== 0) throw new Error(`prisma generate failed:\n${`${result.stdout ?? ''}${result.stderr ?? ''}`.trim()}`);
}

/** The client carries the schema and the version it was made from; Prisma writes both with spaces of its own. */
function isCurrent() {
  const client = readText('src/store/client/internal/class.ts');
  const made = client && /"inlineSchema": ("(?:[^"\\]|\\.)*")/.exec(client)?.[1];
  if (!made) return false;
  const version = JSON.parse(readText('node_modules/@prisma/client/package.json') ?? '{}').version;
  const words = (text) => text.replace(/\s+/g, ' ').trim();
  return (
    words(JSON.parse(made)) === words(readText('prisma/schema.prisma') ?? '') && client.includes(`"clientVersion": "${version}"`)
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    generate();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
