import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startShopee } from '../../emulators/shopee.ts';
import type { ShopeeEmulator } from '../../emulators/shopee.ts';
import type { ShopeeEmulatorOptions } from '../../emulators/shopee/options.ts';
import { fromJson, toJson } from '../../emulators/shopee/json.ts';
import { apiBase, apiSignature } from '../../emulators/shopee/sign.ts';

/** What a test sends by itself: signed calls with plain fetch, and an address that takes pushes. */

export type Body = Record<string, unknown>;

export interface Answered {
  status: number;
  error: string;
  message: string;
  /** The text as it came. */
  raw: string;
  /** The `response`, or everything where there is none. */
  response: Body;
}

export interface CallParts {
  method?: 'GET' | 'POST';
  scope?: 'public' | 'shop';
  query?: Record<string, string | number>;
  body?: Body | FormData;
  token?: string;
  key?: string;
  /** Seconds. */
  timestamp?: number;
  /** Changes the signed query. */
  spoil?: (query: URLSearchParams) => void;
}

/** Calls `sellerchat.send_message` as a client with the emulator's credentials does. GET unless there is a body. */
export async function call(emulator: ShopeeEmulator, name: string, parts: CallParts = {}): Promise<Answered> {
  const { partnerId, partnerKey, shopId, accessToken } = emulator.credentials;
  const path = `/api/v2/${name.replaceAll('.', '/')}`;
  const timestamp = String(parts.timestamp ?? Math.floor(Date.now() / 1_000));
  const ofShop = parts.scope === 'public' ? {} : { accessToken: parts.token ?? accessToken, shopId };
  const sign = apiSignature(parts.key ?? partnerKey, apiBase({ partnerId, path, timestamp, ...ofShop }));
  const query = new URLSearchParams({ partner_id: partnerId, timestamp, sign });
  if ('shopId' in ofShop) {
    query.set('access_token', ofShop.accessToken ?? '');
    query.set('shop_id', shopId);
  }
  for (const [field, value] of Object.entries(parts.query ?? {})) query.set(field, String(value));
  parts.spoil?.(query);
  const form = parts.body instanceof FormData;
  const init: RequestInit = parts.body
    ? {
        method: 'POST',
        ...(form ? {} : { headers: { 'content-type': 'application/json' } }),
        body: parts.body instanceof FormData ? parts.body : toJson(parts.body),
      }
    : { method: parts.method ?? 'GET' };
  const response = await fetch(`${emulator.baseUrls.api}${path}?${query.toString()}`, init);
  const raw = await response.text();
  const json = fromJson(raw) as Body & { error: string; message: string };
  return { status: response.status, error: json.error, message: json.message, raw, response: (json.response ?? json) as Body };
}

export const start = (options: ShopeeEmulatorOptions = {}): Promise<ShopeeEmulator> => startShopee(options);

export interface Inbox {
  url: string;
  received: { headers: Record<string, string>; body: Buffer }[];
  /** Statuses of its first answers. */
  first: number[];
  /** What it answers after them. */
  answer: { status: number; body: string; afterMs: number };
  stop(): Promise<void>;
}

/** An address that takes pushes and answers as the platform wants, until told otherwise. */
export async function openInbox(): Promise<Inbox> {
  const received: Inbox['received'] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      received.push({ headers: incoming.headers as Record<string, string>, body: Buffer.concat(chunks) });
      const { status, body, afterMs } = inbox.answer;
      setTimeout(() => outgoing.writeHead(inbox.first.shift() ?? status).end(body), afterMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/shopee`;
  const inbox: Inbox = { url, received, first: [], answer: { status: 200, body: '', afterMs: 0 }, stop };
  return inbox;
}
