import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

export interface ShopReply {
  headers: Record<string, string>;
  body: string;
}

/** A shop's own server: takes replies, and can be told to refuse some first. */
export async function openShop() {
  const replies: ShopReply[] = [];
  const refusals: number[] = [];
  const app = new Hono();
  app.post('/replies', async (c) => {
    const status = refusals.shift();
    if (status) return c.body(null, status as 503);
    replies.push({ headers: c.req.header(), body: await c.req.text() });
    return c.json({ ok: true });
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  await once(server, 'listening');
  return {
    replyUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/replies`,
    replies,
    /** The next replies get these statuses. */
    refuse: (...statuses: number[]) => void refusals.push(...statuses),
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
