import { createHash, timingSafeEqual } from 'node:crypto';
import { GengfuError } from '../../../src/errors.ts';
import type { Push, PushedEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { parseAsText } from '../../http/exact-json.ts';
import { bodyHash } from '../../webhooks/body-hash.ts';
import { nameOf, readAccount } from './config.ts';
import type { Account } from './config.ts';
import { signPush } from './sign.ts';

/** The last of twelve repetitions comes after six hours (facts/marketplaces §6, Push); queues on the way make it later. */
const longestMs = 8 * 3_600_000;
/** How far ahead Lazada's clock may be. */
const aheadMs = 15 * 60_000;

/** Types whose data tells one state from the next: a repetition, which bears a new time outside the data, is the same event. */
const told = new Set(['0', '2', '8', '10', '14', '19']);

/**
 * `Authorization` signs the raw body; a time stands in the body only. Pushes about another shop of the same app are let in and
 * named as that shop's: an app has one address for all, and refusals would end the pushes.
 * @throws GengfuError bad_signature | stale_timestamp | not_json
 */
export function verify({ headers, body, now }: Push, store: StoreRecord): PushedEvent {
  const app = appOf(store);
  const given = headers.get('authorization');
  if (!given) throw new GengfuError('bad_signature', {}, { message: 'the Authorization header is missing' });
  const expected = signPush(app, body);
  const bytes = /^[0-9a-f]{64}$/.test(given) ? Buffer.from(given, 'hex') : Buffer.alloc(0);
  if (bytes.length !== expected.length || !timingSafeEqual(bytes, expected))
    throw new GengfuError('bad_signature', {}, { message: 'the signature does not match the body' });
  const push = readPush(body);
  refuseOld(Number(push.timestamp), now);
  const seller = sellerOf(push);
  return { externalId: eventName(push, body), ...(seller && { account: nameOf(app, seller) }) };
}

function appOf(store: StoreRecord): Account {
  if (!store.settings.api?.appKey || !store.settings.api.appSecret)
    throw new GengfuError('bad_signature', {}, { message: 'this store has no account at Lazada' });
  return readAccount(store);
}

interface PushBody {
  seller_id?: unknown;
  message_type?: unknown;
  data?: unknown;
  timestamp?: unknown;
}

/** Type 8 writes the word null outside and names the seller in its data. */
function sellerOf({ seller_id, data }: Pick<PushBody, 'seller_id' | 'data'>): string | undefined {
  const inside = (data as { seller_id?: unknown } | null | undefined)?.seller_id;
  return [seller_id, inside].find((id): id is string => typeof id === 'string' && /^\d+$/.test(id));
}

/** Numbers as text: ids of more than 53 bits would become another's. */
function readPush(body: Uint8Array): PushBody {
  try {
    const read = parseAsText(body);
    return typeof read === 'object' && read !== null ? read : {};
  } catch (cause) {
    throw new GengfuError('not_json', {}, { cause, message: 'the body is not JSON' });
  }
}

/** A body without a time, such as the console's test message may be, is taken: it was signed. */
function refuseOld(timestamp: number, now: number): void {
  if (!(timestamp > 0)) return;
  const at = timestamp < 1e11 ? timestamp * 1_000 : timestamp;
  if (at < now - longestMs || at > now + aheadMs)
    throw new GengfuError('stale_timestamp', {}, { message: 'the push is older than its last repetition, or from the future' });
}

/** Lazada gives its pushes no id: what they say names them. */
function eventName({ seller_id, message_type, data }: PushBody, body: Uint8Array): string {
  const type = typeof message_type === 'string' ? message_type : '';
  if (!told.has(type)) return `push ${bodyHash(body).slice(0, 40)}`;
  const said = JSON.stringify([seller_id, message_type, data]);
  return `push ${createHash('sha256').update(said).digest('hex').slice(0, 40)}`;
}
