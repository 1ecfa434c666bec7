import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Hono } from 'hono';
import { wordTable } from '../word-table.ts';

const folder = path.join(import.meta.dirname, 'assets');
const types = wordTable<string>({
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
});

/** The page's own files, read once; a name that is not among them does not exist. */
export function assetRoutes(): Hono {
  const routes = new Hono();
  for (const name of readdirSync(folder)) {
    const type = types[path.extname(name)];
    if (!type) continue;
    const bytes = readFileSync(path.join(folder, name));
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}"`;
    routes.get(`/sandbox/assets/${name}`, (c) => {
      const headers = { etag, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' };
      if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers);
      return c.body(bytes, 200, { ...headers, 'content-type': type });
    });
  }
  return routes;
}
