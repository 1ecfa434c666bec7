import { createHmac } from 'node:crypto';
import { isSafeNumber, parse } from 'lossless-json';
import type { LazadaEmulator } from '../../emulators/lazada.ts';

export type Answer = Record<string, unknown> & { data?: unknown; code?: string };

/** Signs as the documents say, written apart from the emulator. */
export function signature(secret: string, path: string, params: Record<string, string>): string {
  const base = Object.entries(params)
    .map(([name, value]) => name + value)
    .sort()
    .join('');
  return createHmac('sha256', secret).update(`${path}${base}`).digest('hex').toUpperCase();
}

const exact = (text: string): number | bigint => (isSafeNumber(text) ? Number(text) : BigInt(text));

/** One call with fetch; `post` as a form. Numbers that a double cannot hold come back as bigints. */
export async function call(
  lazada: LazadaEmulator,
  method: 'get' | 'post',
  path: string,
  own: Record<string, string | number> = {},
  change: { base?: string; token?: string | null; timestamp?: number; sign?: string; appKey?: string } = {},
): Promise<Answer> {
  const { appKey, appSecret, accessToken } = lazada.credentials;
  const auth = path.startsWith('/auth/');
  const token = change.token === undefined ? accessToken : change.token;
  const params: Record<string, string> = {
    app_key: change.appKey ?? appKey,
    timestamp: String(change.timestamp ?? Date.now()),
    sign_method: 'sha256',
    ...(auth || token === null ? {} : { access_token: token }),
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name, String(value)])),
  };
  params.sign = change.sign ?? signature(appSecret, path, params);
  const base = change.base ?? (auth ? lazada.baseUrls.auth : lazada.baseUrls.api);
  const url = `${base}${path}`;
  const response =
    method === 'get'
      ? await fetch(`${url}?${new URLSearchParams(params).toString()}`)
      : await fetch(url, { method: 'POST', body: new URLSearchParams(params) });
  return parse(await response.text(), undefined, exact) as Answer;
}
