import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseExact } from '../../http/exact-json.ts';
import { GengfuError } from '../../../src/errors.ts';
import type { Push } from '../../../src/ports/marketplace.ts';
import { namePush } from './name-push.ts';
import { pushBody, shopOf } from './push-body.ts';

export interface PushKeys {
  partnerKey: string;
  pushKey?: string;
}

/**
 * Sources disagree about base and key (facts/marketplaces §5.3, UNCONFIRMED which is final), so all that were seen are
 * tried, the documented one first. The app's own key signs the console's ping when an address is saved.
 */
export type PushScheme = (typeof schemes)[number]['name'];

const stripped = (key: string): string => key.replace(/^shpk/, '');
const schemes = [
  { name: 'url|body, key', base: 'url|body', key: ({ pushKey }: PushKeys) => pushKey },
  { name: 'url|body, key without shpk', base: 'url|body', key: ({ pushKey }: PushKeys) => pushKey && stripped(pushKey) },
  { name: 'url|body, key from hex', base: 'url|body', key: ({ pushKey }: PushKeys) => pushKey && bytesOf(pushKey) },
  { name: 'url|body, app key', base: 'url|body', key: ({ partnerKey }: PushKeys) => partnerKey },
  { name: 'body, key without shpk', base: 'body', key: ({ pushKey }: PushKeys) => pushKey && stripped(pushKey) },
  { name: 'body, key', base: 'body', key: ({ pushKey }: PushKeys) => pushKey },
  { name: 'body, key from hex', base: 'body', key: ({ pushKey }: PushKeys) => pushKey && bytesOf(pushKey) },
] as const;

/** Text that is no hex would become an empty key, with which anybody can sign. */
function bytesOf(key: string): Buffer | undefined {
  const hex = stripped(key);
  return /^([0-9a-f]{2}){16,}$/i.test(hex) ? Buffer.from(hex, 'hex') : undefined;
}

/**
 * The last repetition leaves 300 + 1,800 + 10,800 s after the first push (facts/marketplaces §5.3), and no source says that
 * it gets a new `timestamp`. No other time is signed: what is older is played back by somebody, and within this window it
 * is known by its name and changes nothing.
 */
const oldestMs = (300 + 1_800 + 10_800) * 1_000 + 25 * 60_000;

/**
 * Checks one push on its raw bytes.
 * @param push.url the callback URL as it stands in the console, which is signed with the body
 * @param first the scheme that matched before
 * @throws GengfuError bad_signature | stale_timestamp | not_json | invalid_input
 */
export function verifyPush(
  { headers, body, now, url }: Pick<Push, 'headers' | 'body' | 'now'> & { url: string },
  keys: PushKeys,
  first?: PushScheme,
): { externalId: string; shopId: string | undefined; scheme: PushScheme } {
  const given = headers.get('authorization');
  if (!given || !/^[0-9a-f]{64}$/i.test(given))
    throw new GengfuError('bad_signature', {}, { message: 'the Authorization header must carry a hex HMAC-SHA256' });
  const signature = Buffer.from(given, 'hex');
  const likeliest = [...schemes].sort((a, b) => Number(b.name === first) - Number(a.name === first));
  const scheme = likeliest.find(({ base, key }) => {
    const secret = key(keys);
    if (!secret) return false;
    const hmac = createHmac('sha256', secret);
    if (base === 'url|body') hmac.update(`${url}|`);
    return timingSafeEqual(hmac.update(body).digest(), signature);
  });
  if (!scheme) throw new GengfuError('bad_signature', {}, { message: 'the signature does not match the address and the body' });
  const pushed = readBody(body);
  // After the signature: only the holder of the key learns that the clocks differ.
  const { timestamp } = pushed as { timestamp?: unknown };
  if (timestamp !== undefined && !(now - Number(timestamp) * 1_000 <= oldestMs))
    throw new GengfuError('stale_timestamp', {}, { message: 'the push is older than its last repetition can be' });
  const read = pushBody.safeParse(pushed);
  const shopId = read.success ? shopOf(read.data) : undefined;
  return { externalId: namePush(pushed, body), shopId, scheme: scheme.name };
}

function readBody(body: Uint8Array): object {
  let read: unknown;
  try {
    read = parseExact(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch (cause) {
    throw new GengfuError('not_json', {}, { cause, message: 'the body is not JSON' });
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw new GengfuError('invalid_input', {}, { message: 'the body is not a JSON object' });
  return read;
}
