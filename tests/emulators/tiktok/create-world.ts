import type { PushPlan, Pushes } from '../lazada-tiktok/pushes.ts';
import { defaultCodes } from './options.ts';
import type { TiktokOptions } from './options.ts';
import type { Settings, World } from './world.ts';

const minute = 60_000;

/** One shop, and nothing sold yet. */
export function createWorld(options: TiktokOptions, createPushes: (plan: PushPlan) => Pushes): World {
  const { now = Date.now, appKey = 'abcdef', appSecret = '123', codes, ...rest } = options;
  const settings: Settings = {
    region: rest.region ?? 'GB',
    customerServiceScope: rest.customerServiceScope ?? 'granted',
    apiRole: rest.apiRole ?? 'CUSTOMER_SERVICE',
    accessTokenTtlSeconds: rest.accessTokenTtlSeconds ?? 7 * 24 * 3_600,
    refreshTokenTtlSeconds: rest.refreshTokenTtlSeconds ?? 180 * 24 * 3_600,
    refreshedAccessTokens: rest.refreshedAccessTokens ?? 'still_valid',
    callsPerSecond: rest.callsPerSecond ?? 50,
    retryAfterSeconds: rest.retryAfterSeconds ?? 1,
    cancellationType: rest.cancellationType ?? 2,
    againAfterMs: rest.againAfterMs ?? [2 * minute, 30 * minute, 180 * minute, 720 * minute],
    repushFactor: rest.repushFactor ?? 0.00001,
    ackWithinMs: rest.ackWithinMs ?? 3_000,
  };
  return {
    now,
    app: { appKey, appSecret },
    options: settings,
    codes: { ...defaultCodes, ...codes },
    shop: {
      id: '7495540735365777507',
      name: 'Gengfu Home',
      region: settings.region,
      cipher: 'GCP_xyz',
      code: `${settings.region}LCYQW8JQ`,
      imUserId: '7494560109732334001',
    },
    tokens: { codes: new Map(), access: new Map(), refresh: new Map(), issued: [], revoked: false },
    conversations: new Map(),
    orders: new Map(),
    returns: new Map(),
    pushes: createPushes({
      ackWithinMs: settings.ackWithinMs,
      againAfterMs: settings.againAfterMs,
      repushFactor: settings.repushFactor,
    }),
    pictures: new Map(),
    tick: 0,
    url: '',
  };
}
