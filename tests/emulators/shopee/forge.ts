import { createHmac } from 'node:crypto';
import { fromJson, toJson } from './json.ts';
import type { Fields } from './call.ts';
import type { World } from './world.ts';

export type Forgery = 'unsigned' | 'wrong_key' | 'tampered' | 'truncated' | 'stale' | 'other_scheme';

export interface ForgedPush {
  headers: Record<string, string>;
  body: Buffer;
}

/** Two days: longer than the last repetition and than any clock is off. */
const staleSeconds = 172_800;

/**
 * A push made from the last real one, for a test to send. `stale` is signed well: the platform signs no time of its own, only
 * the `timestamp` in the body (facts/marketplaces §5.3). `other_scheme` is Lazada's formula with this app's id and key (§15).
 */
export function forge(world: World, kind: Forgery): ForgedPush {
  const { pushes, settings } = world;
  if (!pushes?.latest || pushes.address === null) throw new Error('nothing was pushed yet');
  const { address, latest } = pushes;
  const real = pushes.headers(address, latest, settings.signature);
  switch (kind) {
    case 'unsigned':
      return { headers: { 'content-type': 'application/json' }, body: latest };
    case 'wrong_key': {
      const authorization = createHmac('sha256', 'not the key').update(`${address}|`).update(latest).digest('hex');
      return { headers: { ...real, authorization }, body: latest };
    }
    case 'tampered': {
      const changed = { ...(fromJson(latest.toString('utf8')) as Fields), shop_id: BigInt(settings.shopId) + 1n };
      return { headers: real, body: Buffer.from(toJson(changed)) };
    }
    case 'truncated':
      return { headers: real, body: latest.subarray(0, Math.floor(latest.length / 2)) };
    case 'stale': {
      const push = fromJson(latest.toString('utf8')) as Fields;
      const body = Buffer.from(toJson({ ...push, timestamp: Number(push.timestamp) - staleSeconds }));
      return { headers: pushes.headers(address, body, settings.signature), body };
    }
    case 'other_scheme': {
      const authorization = createHmac('sha256', settings.partnerKey).update(settings.partnerId).update(latest).digest('hex');
      return { headers: { ...real, authorization }, body: latest };
    }
  }
}
