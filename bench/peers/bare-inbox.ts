/**
 * What durable ingest costs at least: bare Hono, the same signature, the same columns, straight to better-sqlite3.
 * BARE_COMMIT=group shares commits between requests, BARE_COMMIT=each commits every request by itself.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { serve } from '@hono/node-server';
import Sqlite from 'better-sqlite3';
import { Hono } from 'hono';
import { demoWebhookSecret } from '../../src/sandbox/install-demo.ts';

const folder = process.env.GENGFU_DATA!;
mkdirSync(folder, { recursive: true });
const db = new Sqlite(path.join(folder, 'bare.db'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('CREATE TABLE inbox (id TEXT PRIMARY KEY, store TEXT, received INTEGER, body TEXT)');
const insert = db.prepare('INSERT INTO inbox VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
const key = Buffer.from(demoWebhookSecret.slice('whsec_'.length), 'base64');

type Entry = { id: string; store: string; body: string; done: () => void };
let waiting: Entry[] = [];
const insertAll = db.transaction((entries: Entry[]) => {
  for (const { id, store, body } of entries) insert.run(id, store, Date.now(), body);
});
function flush(): void {
  const batch = waiting;
  waiting = [];
  insertAll(batch);
  for (const { done } of batch) done();
}
const store =
  process.env.BARE_COMMIT === 'each'
    ? async (id: string, name: string, body: string) => void insert.run(id, name, Date.now(), body)
    : (id: string, name: string, body: string) =>
        new Promise<void>((done) => {
          if (waiting.push({ id, store: name, body, done }) === 1) setImmediate(flush);
        });

const app = new Hono();
app.post('/in/generic/:store', async (c) => {
  const body = Buffer.from(await c.req.arrayBuffer());
  const id = c.req.header('webhook-id')!;
  const mac = createHmac('sha256', key)
    .update(`${id}.${c.req.header('webhook-timestamp')}.`)
    .update(body)
    .digest();
  const given = Buffer.from(c.req.header('webhook-signature')!.slice(3), 'base64');
  if (given.length !== mac.length || !timingSafeEqual(given, mac)) return c.json({ error: 'signature' }, 401);
  await store(id, c.req.param('store'), body.toString());
  return c.json({ ok: true });
});
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  console.log(`at http://127.0.0.1:${port}`),
);
process.on('SIGINT', () => process.exit(0));
void server;
