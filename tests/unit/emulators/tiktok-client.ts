import { createHmac } from 'node:crypto';
import type { TiktokEmulator } from '../../emulators/tiktok.ts';

export interface Answer {
  code: number;
  message: string;
  request_id: string;
  data: Record<string, unknown> | null;
}

export interface Changed {
  token?: string;
  /** Seconds. */
  timestamp?: number;
  sign?: string;
  appKey?: string;
  /** null: without. */
  cipher?: string | null;
}

/** Signs as the documents say, written apart from the emulator. */
export function signature(secret: string, path: string, query: Record<string, string>, body: string): string {
  const sorted = Object.keys(query)
    .sort()
    .map((name) => `${name}${query[name]}`)
    .join('');
  return createHmac('sha256', secret).update(`${secret}${path}${sorted}${body}${secret}`).digest('hex');
}

/** One call with fetch. A form is sent as multipart, unsigned. */
export async function ask(
  tiktok: TiktokEmulator,
  method: 'GET' | 'POST',
  path: string,
  given: { query?: Record<string, string | number>; body?: unknown; form?: FormData } = {},
  change: Changed = {},
): Promise<Response> {
  const { appKey, appSecret, accessToken, shopCipher } = tiktok.credentials;
  const json = given.body === undefined ? '' : JSON.stringify(given.body);
  const cipher = change.cipher === undefined ? shopCipher : change.cipher;
  const query: Record<string, string> = {
    app_key: change.appKey ?? appKey,
    timestamp: String(change.timestamp ?? Math.floor(Date.now() / 1_000)),
    ...(cipher === null ? {} : { shop_cipher: cipher }),
    ...Object.fromEntries(Object.entries(given.query ?? {}).map(([name, value]) => [name, String(value)])),
  };
  query.sign = change.sign ?? signature(appSecret, path, query, json);
  return fetch(`${tiktok.baseUrls.api}${path}?${new URLSearchParams(query).toString()}`, {
    method,
    headers: {
      'x-tts-access-token': change.token ?? accessToken,
      ...(given.form ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'GET' ? {} : { body: given.form ?? json }),
  });
}

export const call = async (...asked: Parameters<typeof ask>): Promise<Answer> => (await (await ask(...asked)).json()) as Answer;

export async function token(tiktok: TiktokEmulator, kind: 'get' | 'refresh', given: Record<string, string>): Promise<Answer> {
  const { appKey, appSecret } = tiktok.credentials;
  const query = new URLSearchParams({
    app_key: appKey,
    app_secret: appSecret,
    grant_type: kind === 'get' ? 'authorized_code' : 'refresh_token',
    ...given,
  });
  return (await (await fetch(`${tiktok.baseUrls.auth}/api/v2/token/${kind}?${query.toString()}`)).json()) as Answer;
}
