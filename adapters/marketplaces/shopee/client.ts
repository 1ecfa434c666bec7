import type * as z from 'zod';
import { createCallLimits, perSecond } from '../../http/call-limits.ts';
import { createHttpClient } from '../../http/client.ts';
import type { HttpAnswer, HttpCall } from '../../http/client.ts';
import type { FormFile } from '../../http/form-file.ts';
import { writeExact } from '../../http/exact-json.ts';
import type { TokenSource, Tokens } from '../../../src/ports/authoriser.ts';
import type { CallTrace } from '../../../src/ports/call-trace.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { readAccount } from './config.ts';
import type { Account } from './config.ts';
import { faultOf } from './faults.ts';
import { signCall } from './sign.ts';

export interface ShopeeCall {
  /** `order.get_order_list` = `/api/v2/order/get_order_list`. */
  name: string;
  query?: HttpCall['query'];
  /** Makes it a POST. Ids that the platform wants as bare numbers are bigint. */
  body?: object;
  /** In place of a body. */
  form?: FormFile;
  repeatable?: true;
}

/** Asks in the name of a shop, or of the app where there are no tokens. @throws MarketplaceError */
export type Ask = <T>(store: StoreRecord, call: ShopeeCall, answer: z.ZodType<T>) => Promise<T>;

export interface ShopeeClient {
  ask<T>(store: StoreRecord, call: ShopeeCall, answer: z.ZodType<T>, tokens?: TokenSource): Promise<T>;
  stop(): void;
}

/** Rates are not published (facts/marketplaces §5.4): a pace that no shop's reading needs to exceed; beyond it, we back off. */
const pace = perSecond(10);

export function createClient({ onTrace }: { onTrace?: (trace: CallTrace) => void }): ShopeeClient {
  const callers = new WeakMap<HttpCall, Account>();

  function sign(call: HttpCall, tokens: Tokens | null): HttpCall {
    const { partnerId, partnerKey, shopId } = callers.get(call)!;
    const timestamp = Math.floor(Date.now() / 1000);
    const ofShop = tokens ? { accessToken: tokens.access, shopId } : {};
    const signature = signCall(partnerKey, { partnerId, path: call.path, timestamp, ...ofShop });
    const common = { partner_id: partnerId, timestamp, sign: signature };
    return { ...call, query: { ...call.query, ...common, ...(tokens && { access_token: tokens.access, shop_id: shopId }) } };
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
    async ask(store, call, answer, tokens) {
      const account = readAccount(store);
      const { name, query, body, form, repeatable } = call;
      const sent: HttpCall = {
        name,
        method: (body ?? form) ? 'POST' : 'GET',
        path: `/api/v2/${name.replaceAll('.', '/')}`,
        query,
        ...(body && { body: writeExact(body), headers: { 'content-type': 'application/json' } }),
        ...form,
        ...(repeatable && { repeatable }),
        baseUrl: account.apiUrl,
      };
      callers.set(sent, account);
      try {
        return understood(name, answer, (await http.call(store.id, sent, tokens)).json);
      } catch (error) {
        throw withoutChat(error, name);
      }
    },
    stop: () => http.stop(),
  };
}

/** Every answer names its request (facts/marketplaces §5.1). */
function requestIdOf({ json }: HttpAnswer): string | null {
  const { request_id } = (json ?? {}) as { request_id?: unknown };
  return typeof request_id === 'string' ? request_id : null;
}

function understood<T>(name: string, schema: z.ZodType<T>, answer: unknown): T {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  throw new MarketplaceError('invalid', `Shopee’s answer to ${name} is not as documented: ${path.join('.')}: ${message}`, {
    // It was an answer all the same, so the call had its effect.
    maybeDone: true,
  });
}

/** Chat is a permission of its own (facts/marketplaces §5.2): the one refusal that most shops meet. */
function withoutChat(error: unknown, name: string): unknown {
  if (!(error instanceof MarketplaceError) || error.platformCode !== 'error_permission' || !name.startsWith('sellerchat.'))
    return error;
  return new MarketplaceError(
    'forbidden',
    'this app has no chat permission (sellerchat). Apply for it in the Shopee Open Platform console; until then messages cannot be read or answered here',
    { platformCode: error.platformCode, cause: error },
  );
}
