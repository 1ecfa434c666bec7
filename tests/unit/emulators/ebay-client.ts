import { createHash, createVerify } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import type { EbayEmulator } from '../../emulators/ebay.ts';
import { faults } from '../../oracles/ebay/check.ts';

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { errors?: { errorId: number }[] };
}

/** What a client of eBay does, with plain fetch. */
export function createClient(emulator: EbayEmulator) {
  const { api } = emulator.baseUrls;
  const { clientId, clientSecret, refreshToken, scopes } = emulator.credentials;
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;

  async function request(method: string, url: string, headers: Record<string, string>, body?: string): Promise<Answer> {
    const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await answer.text();
    const parsed = (text === '' ? {} : JSON.parse(text)) as Answer['body'];
    if (Array.isArray(parsed.errors)) expect(faults('error/errors', parsed)).toEqual([]);
    return { status: answer.status, headers: answer.headers, body: parsed };
  }

  const token = (form: Record<string, string>, authorization = basic): Promise<Answer> => {
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    return request('POST', `${api}/identity/v1/oauth2/token`, headers, new URLSearchParams(form).toString());
  };
  const stringOf = async (answer: Promise<Answer>): Promise<string> => String((await answer).body.access_token);

  return {
    request,
    token,
    userToken: (scope?: string): Promise<string> =>
      stringOf(token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...(scope ? { scope } : {}) })),
    appToken: (scope = scopes[0] ?? ''): Promise<string> => stringOf(token({ grant_type: 'client_credentials', scope })),
    call(method: string, path: string, accessToken: string, body?: unknown): Promise<Answer> {
      const scheme = path.startsWith('/post-order/') ? 'IAF' : 'Bearer';
      const headers: Record<string, string> = { authorization: `${scheme} ${accessToken}` };
      if (body !== undefined) headers['content-type'] = 'application/json';
      return request(method, `${api}${path}`, headers, body === undefined ? undefined : JSON.stringify(body));
    },
  };
}

export type EbayClient = ReturnType<typeof createClient>;
export const codeOf = ({ status, body }: Answer): string => `${status}/${body.errors?.[0]?.errorId ?? '-'}`;

export interface Arrived {
  headers: IncomingHttpHeaders;
  body: string;
}

/** An endpoint for pushes. `statuses` are answered in turn, then 204. */
export async function startReceiver(token: string, statuses: number[] = []) {
  const arrived: Arrived[] = [];
  let url = '';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'GET') {
        const code = new URL(request.url ?? '', url).searchParams.get('challenge_code') ?? '';
        const challengeResponse = createHash('sha256').update(code).update(token).update(url).digest('hex');
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ challengeResponse }));
        return;
      }
      arrived.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(statuses.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/ebay`;
  return {
    url,
    arrived,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Verification as the official library does it (facts/marketplaces §4.3). */
export function verifies(body: string | Buffer, header: string, key: string): boolean {
  const decoded = JSON.parse(Buffer.from(header, 'base64').toString()) as { signature: string };
  const pem = key
    .replace('-----BEGIN PUBLIC KEY-----', '-----BEGIN PUBLIC KEY-----\n')
    .replace('-----END PUBLIC KEY-----', '\n-----END PUBLIC KEY-----');
  return createVerify('SHA1').update(body).verify(pem, decoded.signature, 'base64');
}
