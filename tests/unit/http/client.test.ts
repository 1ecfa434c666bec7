import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCallLimits, perSecond } from '../../../adapters/http/call-limits.ts';
import { createHttpClient, faultOfStatus } from '../../../adapters/http/client.ts';
import type { HttpCall, HttpClient } from '../../../adapters/http/client.ts';
import type { TokenSource } from '../../../src/ports/authoriser.ts';
import type { CallTrace } from '../../../src/ports/call-trace.ts';

type Reply = { status?: number; headers?: Record<string, string>; body?: string; cut?: 'before' | 'after' };

let replies: Reply[];
let asked: { method: string; url: string; authorization: string | undefined }[];
let server: http.Server;
let baseUrl: string;
let client: HttpClient;
let traces: CallTrace[];

beforeEach(async () => {
  replies = [];
  asked = [];
  traces = [];
  server = http.createServer((request, response) => {
    asked.push({ method: request.method!, url: request.url!, authorization: request.headers.authorization });
    const { status = 200, headers, body = '{}', cut } = replies.shift() ?? {};
    if (cut) return void request.socket.destroy();
    response.writeHead(status, headers).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = createHttpClient({
    baseUrl,
    limits: createCallLimits({ byCall: { slow: perSecond(50, 1) } }),
    sign: (call, tokens) => (tokens ? { ...call, headers: { ...call.headers, authorization: tokens.access } } : call),
    faultOf: (answer) => faultOfStatus(answer, `answered ${answer.status}`),
    onTrace: (trace) => traces.push(trace),
  });
});
afterEach(() => {
  client.stop();
  server.close();
  server.closeAllConnections();
});

const get: HttpCall = { name: 'getThing', method: 'GET', path: '/thing', query: { id: '1', absent: undefined } };
const post: HttpCall = { name: 'sendThing', method: 'POST', path: '/thing', body: '{}' };

describe('the way out to marketplaces', () => {
  test('ids beyond 2^53 arrive as they were written', async () => {
    replies = [{ body: '{"id":1234567890123456789,"n":3,"f":0.5}' }];
    expect((await client.call('shop', get)).json).toEqual({ id: '1234567890123456789', n: 3, f: 0.5 });
    expect(asked[0]!.url).toBe('/thing?id=1');
  });

  test('a call that reads is tried again when the platform stumbles', async () => {
    replies = [{ status: 503 }, { cut: 'before' }, {}];
    await client.call('shop', get);
    expect(asked.length).toBe(3);
    expect(traces.map(({ status, fault }) => [status, fault])).toEqual([
      [503, 'down'],
      [0, 'down'],
      [200, null],
    ]);
  });

  test('a call with an effect is not, unless it was turned away', async () => {
    replies = [{ cut: 'before' }];
    await expect(client.call('shop', post)).rejects.toMatchObject({ fault: 'down', maybeDone: true });
    expect(asked.length).toBe(1);
    replies = [{ status: 429, headers: { 'retry-after': '0' } }, {}];
    await client.call('shop', post);
    expect(asked.length).toBe(3);
  });

  test('a pause that is too long is the caller’s to wait out', async () => {
    replies = [{ status: 429, headers: { 'retry-after': '3600' } }];
    await expect(client.call('shop', get)).rejects.toMatchObject({ fault: 'throttled', retryAfterMs: 3_600_000 });
    expect(asked.length).toBe(1);
  });

  test('a stale token is renewed once and the call repeated', async () => {
    let access = 'old';
    const tokens: TokenSource = {
      get: async () => ({ access, accessUntil: Infinity }),
      renew: async (refused) => {
        expect(refused).toBe('old');
        access = 'new';
        return { access, accessUntil: Infinity };
      },
    };
    replies = [{ status: 401 }, {}];
    await client.call('shop', post, tokens);
    expect(asked.map(({ authorization }) => authorization)).toEqual(['old', 'new']);
    replies = [{ status: 401 }, { status: 401 }];
    access = 'old';
    await expect(client.call('shop', post, tokens)).rejects.toMatchObject({ fault: 'expired' });
  });

  test('a redirect is not followed: a token stays where it belongs', async () => {
    replies = [{ status: 302, headers: { location: `${baseUrl}/elsewhere` } }];
    await expect(client.call('shop', { ...post })).rejects.toMatchObject({ fault: 'down' });
    expect(asked.map(({ url }) => url)).toEqual(['/thing']);
  });

  test('what is refused for good is asked once', async () => {
    for (const [status, fault] of [
      [400, 'invalid'],
      [403, 'forbidden'],
      [404, 'gone'],
    ] as const) {
      replies = [{ status }];
      await expect(client.call('shop', get)).rejects.toMatchObject({ fault });
    }
    expect(asked.length).toBe(3);
  });

  test('traces name the call and nothing of what was in it', async () => {
    await client.call('shop', { ...get, query: { secret: 'hush' }, headers: { authorization: 'hush' } });
    expect(JSON.stringify(traces)).not.toContain('hush');
    expect(traces[0]).toMatchObject({ account: 'shop', call: 'getThing', status: 200, fault: null });
  });

  test('accounts do not wait for each other, calls of one account do', async () => {
    const order: string[] = [];
    const slow = (account: string, name: string) =>
      client.call(account, { ...get, name: 'slow' }).then(() => void order.push(name));
    await Promise.all([slow('a', 'a1'), slow('a', 'a2'), slow('b', 'b1')]);
    expect(order.indexOf('b1')).toBeLessThan(order.indexOf('a2'));
  });

  test('stop ends what waits', async () => {
    server.removeAllListeners('request');
    server.on('request', () => {});
    const waiting = client.call('shop', get);
    setImmediate(() => client.stop());
    await expect(waiting).rejects.toThrow();
  });
});
