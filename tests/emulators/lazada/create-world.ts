import type { PushPlan, Pushes } from '../lazada-tiktok/pushes.ts';
import { defaultCodes } from './options.ts';
import type { LazadaOptions } from './options.ts';
import { healthyIndicators, healthyMetrics } from './seller-routes.ts';
import { sites } from './sites.ts';
import type { Country } from './sites.ts';
import type { Seller, Settings, World } from './world.ts';

const halfHourMs = 30 * 60_000;

/** An account with a shop in each country, and nothing sold yet. */
export function createWorld(options: LazadaOptions, createPushes: (plan: PushPlan) => Pushes): World {
  const { now = Date.now, appKey = '123456', appSecret = 'helloworld', codes, ...rest } = options;
  const settings: Settings = {
    countries: rest.countries ?? ['sg', 'my'],
    appStatus: rest.appStatus ?? 'online',
    accessTokenTtlSeconds: rest.accessTokenTtlSeconds ?? 7 * 24 * 3_600,
    refreshTokenTtlSeconds: rest.refreshTokenTtlSeconds ?? 30 * 24 * 3_600,
    usedRefreshTokens: rest.usedRefreshTokens ?? 'refused',
    refreshedSellersField: rest.refreshedSellersField ?? 'country_user_info',
    callsPerSecond: rest.callsPerSecond ?? 50,
    ownMessages: rest.ownMessages ?? 'pushed',
    imSellerId: rest.imSellerId ?? 'string',
    openedSession: rest.openedSession ?? 'beside',
    repushFactor: rest.repushFactor ?? 0.0001,
    ackWithinMs: rest.ackWithinMs ?? 500,
    pushesStopAfter: rest.pushesStopAfter === undefined ? 20 : rest.pushesStopAfter,
    testMessage: rest.testMessage ?? 'own_seller',
  };
  const world: World = {
    now,
    app: { appKey, appSecret },
    options: settings,
    codes: { ...defaultCodes, ...codes },
    sellers: new Map(settings.countries.map((country, index) => [country, sellerIn(country, index)])),
    tokens: { codes: new Map(), access: new Map(), refresh: new Map(), issued: [], revoked: false },
    sessions: new Map(),
    orders: new Map(),
    reverses: new Map(),
    reviews: new Map(),
    performance: healthyIndicators(),
    metrics: healthyMetrics(),
    forbidden: new Map(),
    // Twelve times, half an hour apart (facts/marketplaces §6, Push).
    pushes: createPushes({
      ackWithinMs: settings.ackWithinMs,
      againAfterMs: Array.from({ length: 12 }, () => halfHourMs),
      repushFactor: settings.repushFactor,
      ...(settings.pushesStopAfter === null ? {} : { stops: { share: 0.5, atLeast: settings.pushesStopAfter } }),
      // The platform looks at the authorisation before it pushes (the source's push guide).
      allowed: () => !world.tokens.revoked,
    }),
    pictures: new Map(),
    tick: 0,
    url: '',
  };
  return world;
}

function sellerIn(country: Country, index: number): Seller {
  return {
    site: sites[country],
    sellerId: String(20_240_305 + index),
    userId: String(100_094_063 + index),
    shortCode: `${country.toUpperCase()}4NBRIFM${index}`,
  };
}
