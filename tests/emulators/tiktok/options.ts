/** What the facts leave open is an option here, the documented or likelier behaviour its default (facts/marketplaces §7, §21). */
export interface TiktokOptions {
  now?: () => number;
  appKey?: string;
  appSecret?: string;
  /** ISO country of the shop. Default GB. */
  region?: string;
  /** The Customer Service scope needs an approval of its own and is off by default for apps. Default granted. */
  customerServiceScope?: 'granted' | 'not_granted';
  /** The role that messages sent with the API have; not stated. Default CUSTOMER_SERVICE. */
  apiRole?: 'CUSTOMER_SERVICE' | 'SHOP';
  /** Default 7 days, as reported. */
  accessTokenTtlSeconds?: number;
  /** Default 180 days; no figure is stated. */
  refreshTokenTtlSeconds?: number;
  /** Whether a refresh ends the access token that was in use. Default no. */
  refreshedAccessTokens?: 'still_valid' | 'ended';
  /** Limits are dynamic; none is stated. Default 50. */
  callsPerSecond?: number;
  /** `Retry-After` of a throttled call. Default 1. */
  retryAfterSeconds?: number;
  /** The facts name type 2 for cancellations; TikTok's own page of that event says 11. Default 2. */
  cancellationType?: 2 | 11;
  /** Times between attempts; not in TikTok's text, so the reported 2 min, 30 min, 3 h, 12 h are the default. */
  againAfterMs?: number[];
  /** Shrinks them. Default 0.00001. */
  repushFactor?: number;
  /** Default 3,000, the documented one. */
  ackWithinMs?: number;
  codes?: Partial<Codes>;
}

/** Codes seen in the field or in TikTok's list of common errors; the one for an expired token is UNCONFIRMED (§7, §21). */
export interface Codes {
  expiredToken: number;
  badToken: number;
  badSignature: number;
  /** One code for app keys, timestamps and parameters, told apart by the message. */
  badRequest: number;
  unknownPath: number;
  noScope: number;
  badShopCipher: number;
  throttled: number;
  badAuthCode: number;
  badRefreshToken: number;
  /** The facts give no codes for these. */
  noConversation: number;
  noOrder: number;
  noReturn: number;
  badContent: number;
}

export const defaultCodes: Codes = {
  expiredToken: 105_002,
  badToken: 105_001,
  badSignature: 106_001,
  badRequest: 36_009_004,
  unknownPath: 36_009_009,
  noScope: 105_005,
  badShopCipher: 106_013,
  throttled: 36_009_002,
  badAuthCode: 36_004_004,
  badRefreshToken: 36_004_003,
  noConversation: 45_101_001,
  noOrder: 21_011_001,
  noReturn: 25_001_001,
  badContent: 45_101_002,
};
