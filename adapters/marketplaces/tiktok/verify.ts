import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { GengfuError } from '../../../src/errors.ts';
import type { Push, PushedEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { parseExact } from '../../http/exact-json.ts';
import { bodyHash } from '../../webhooks/body-hash.ts';
import { nameOf, readAccount } from './config.ts';
import type { TiktokAccount } from './config.ts';
import { id, instant } from './fields.ts';
import { signPush } from './sign.ts';

/** Longer than TikTok's last repetition is away, 15.6 h as reported (facts/marketplaces §7, UNCONFIRMED). */
const longestMs = 24 * 3_600_000;

const signed = z.looseObject({ timestamp: instant, tts_notification_id: id.optional(), shop_id: id.optional().catch(undefined) });

/**
 * `Authorization`: hex HMAC-SHA256 over app key and raw body (facts/marketplaces §7, §15). The only time that is signed stands in
 * the body, so what is older than a day is refused; what is repeated within it is told apart by `tts_notification_id`. Pushes about another
 * shop of the same app are let in, as an app has one address for all, and named as that shop's.
 * @throws GengfuError bad_signature | not_json | invalid_input | stale_timestamp
 */
export function verify({ headers, body, now }: Push, store: StoreRecord): PushedEvent {
  const account = accountOf(store);
  const given = headers.get('authorization') ?? '';
  if (!/^[0-9a-f]{64}$/.test(given) || !timingSafeEqual(Buffer.from(given, 'hex'), signPush(account, body)))
    throw new GengfuError('bad_signature', {}, { message: 'Authorization does not match the body' });
  const { timestamp, tts_notification_id, shop_id } = readSigned(body);
  if (Math.abs(now - timestamp) > longestMs)
    throw new GengfuError('stale_timestamp', {}, { message: 'timestamp is more than a day off' });
  const externalId = tts_notification_id ?? `sha256:${bodyHash(body)}`;
  return { externalId, ...(shop_id && { account: nameOf(account, shop_id) }) };
}

function accountOf(store: StoreRecord): TiktokAccount {
  try {
    return readAccount(store);
  } catch (cause) {
    throw new GengfuError('bad_signature', {}, { cause, message: 'this store takes no pushes of TikTok Shop' });
  }
}

function readSigned(body: Uint8Array): z.infer<typeof signed> {
  let json: unknown;
  try {
    json = parseExact(Buffer.from(body).toString('utf8'));
  } catch (cause) {
    throw new GengfuError('not_json', {}, { cause, message: 'the body is not JSON' });
  }
  const read = signed.safeParse(json);
  if (!read.success) throw new GengfuError('invalid_input', {}, { message: 'the body has no timestamp' });
  return read.data;
}
