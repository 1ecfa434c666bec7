import type * as z from 'zod';
import { createCallLimits, perSecond } from '../../http/call-limits.ts';
import { createHttpClient } from '../../http/client.ts';
import type { HttpAnswer, HttpCall } from '../../http/client.ts';
import type { TokenSource, Tokens } from '../../../src/ports/authoriser.ts';
import type { CallTrace } from '../../../src/ports/call-trace.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { readAccount } from './config.ts';
import type { Account } from './config.ts';
import { faultOf } from './faults.ts';
import { signCall } from './sign.ts';

export interface LazadaCall {
  /** As the platform writes it, after `/rest`: `/im/message/send`. */
  path: string;
  params?: Readonly<Record<string, string | number | undefined>>;
  method?: 'GET' | 'POST';
  repeatable?: true;
}

/** Asks in the name of a shop. @throws MarketplaceError */
export type Ask = <T>(store: StoreRecord, call: LazadaCall, answer: z.ZodType<T>) => Promise<T>;

export interface LazadaClient {
  /** Without tokens: the calls about tokens, on their own host. */
  ask<T>(store: StoreRecord, call: LazadaCall, answer: z.ZodType<T>, tokens?: TokenSource): Promise<T>;
  stop(): void;
}

/** Every API has a limit of its own and few are published (facts/marketplaces §6): a pace that no shop's reading exceeds. */
const pace = perSecond(20);

export function createClient({ onTrace }: { onTrace?: (trace: CallTrace) => void }): LazadaClient {
  const asked = new WeakMap<HttpCall, { account: Account; path: string; params: Record<string, string> }>();

  /** System and own parameters make one set; all of it is signed, wherever it travels. */
  function sign(call: HttpCall, tokens: Tokens | null): HttpCall {
    const { account, path, params } = asked.get(call)!;
    const all: Record<string, string> = {
      ...params,
      app_key: account.appKey,
      timestamp: String(Date.now()),
      sign_method: 'sha256',
      ...(tokens && { access_token: tokens.access }),
    };
    all.sign = signCall(account.appSecret, path, all);
    if (call.method === 'GET') return { ...call, query: all };
    const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };
    return { ...call, headers, body: new URLSearchParams(all).toString() };
  }

  const http = createHttpClient({
    baseUrl: '',
    limits: createCallLimits({ account: pace }),
    sign,
    faultOf,
    requestIdOf,
    onTrace,
  });

  return {
    async ask(store, { path, params = {}, method = 'GET', repeatable }, answer, tokens) {
      const account = readAccount(store);
      const call: HttpCall = {
        name: path,
        method,
        path: path.slice(1),
        baseUrl: `${tokens ? account.apiUrl : account.authUrl}/`,
        ...(repeatable && { repeatable }),
      };
      asked.set(call, { account, path, params: textsOf(params) });
      return understood(path, answer, (await http.call(store.id, call, tokens)).json);
    },
    stop: () => http.stop(),
  };
}

function textsOf(params: NonNullable<LazadaCall['params']>): Record<string, string> {
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function requestIdOf({ json }: HttpAnswer): string | null {
  const { request_id } = (json ?? {}) as { request_id?: unknown };
  return typeof request_id === 'string' ? request_id : null;
}

function understood<T>(path: string, schema: z.ZodType<T>, answer: unknown): T {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  const { path: place, message } = read.error.issues[0]!;
  throw new MarketplaceError('invalid', `Lazada’s answer to ${path} is not as documented: ${place.join('.')}: ${message}`, {
    // It was an answer all the same, so the call had its effect.
    maybeDone: true,
  });
}
