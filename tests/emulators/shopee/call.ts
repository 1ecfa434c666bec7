import type { IncomingMessage } from 'node:http';
import { fromJson } from './json.ts';
import { wrongParameters } from './refusal.ts';
import type { World } from './world.ts';

/** One request, read whole. */
export interface Call {
  method: string;
  path: string;
  /** `sellerchat.send_message`: the path without `/api/v2/`. */
  name: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
  from: string;
}

export type Fields = Record<string, unknown>;

export interface Route {
  method: 'GET' | 'POST';
  /** Which base string is signed (facts/marketplaces §5.1). */
  scope: 'public' | 'shop';
  permission?: 'chat';
  /** Fields are the query or the JSON body, checked against the model. Returns what comes beside `error` and `message`. */
  answer(world: World, fields: Fields, call: Call): Fields | Promise<Fields>;
}

export type Routes = Record<string, Route>;

export async function readCall(incoming: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://emulator');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    name: url.pathname.replace(/^\/api\/v2\//, '').replaceAll('/', '.'),
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks),
    from: incoming.socket.remoteAddress ?? '',
  };
}

/** Part of every call; the rest is the call's own. */
const common = new Set(['partner_id', 'timestamp', 'sign', 'access_token', 'shop_id']);

export function fieldsOf(call: Call): Fields {
  if (call.method === 'GET') return Object.fromEntries([...call.query].filter(([name]) => !common.has(name)));
  if ((call.headers['content-type'] ?? '').startsWith('multipart/')) return {};
  if (call.body.length === 0) return {};
  try {
    return fromJson(call.body.toString('utf8')) as Fields;
  } catch {
    throw wrongParameters('the body is no JSON');
  }
}
