import type { PushScheme } from './sign.ts';

/** How the platform behaves where the facts know it; each UNCONFIRMED point is a switch with the documented way as default. */
export interface ShopeeEmulatorOptions {
  /** Milliseconds since the epoch. */
  now?: () => number;
  partnerId?: string;
  partnerKey?: string;
  /** The Live Push Partner Key, separate from the partner key (§5.3). */
  pushKey?: string;
  shopId?: string;
  shopName?: string;
  region?: string;
  /** `v2.sellerchat.*` needs a permission of its own (§5.2). Without it there are no pushes of code 10 either. */
  chat?: 'granted' | 'not_granted';
  /** UNCONFIRMED which is final (§5.3); `url|body` with the key as text is to be tried first. */
  signature?: Partial<PushScheme>;
  /** Shrinks the 300, 1,800 and 10,800 s between two pushes (§5.3). */
  repushFactor?: number;
  /** The platform waits 3 s (§5.3). */
  pushTimeoutMs?: number;
  accessTokenSeconds?: number;
  /** UNCONFIRMED (§5.1, §21). */
  refreshTokenDays?: number;
  /** Figures are not published (§5.4), so there is none unless asked for. */
  rateLimit?: { calls: number; perMs: number };
  /** Calls a day before `error_limit`; the day turns at 00:00 UTC+8 (§5.1). */
  dailyLimit?: number;
  /** Addresses of the allow-list; without it every address may call (§5.1). */
  declaredIps?: string[];
  /** HTTP status by error; 200 for the rest: "mostly" in §5.1. */
  errorStatus?: Record<string, number>;
  /**
   * Ids in chat answers, UNCONFIRMED (§21): as in the samples of §5.5 (conversation_id bare, message_id quoted), or all of
   * one kind. Pushes carry both quoted.
   */
  chatIds?: 'sampled' | 'bare' | 'quoted';
  /** What `direction=latest` without a cursor begins with, UNCONFIRMED: clients have measured the oldest (idx 71488810996). */
  latestWithoutCursor?: 'oldest_first' | 'newest_first';
  /** How a message names its order, UNCONFIRMED: `source_content` of the message (idx 21180958538) or a card before it. */
  orderReference?: 'source_content' | 'order_card';
  /** Whether what the shop writes is pushed too, UNCONFIRMED; clients have seen only buyers' (idx 60233098542). */
  sellerMessages?: 'polled' | 'pushed';
  /** E-mails, links and messenger names are blocked (§5.2); whether the call says so is UNCONFIRMED, §19.5 counts it as unseen. */
  offPlatformContacts?: 'hidden' | 'refused' | 'shown';
  /** UNCONFIRMED (§5.3, §21). */
  returnPush?: 'none' | 'code_29';
  /** The console calls an address before it is saved, signed with the app key (§5.3 b). Its body is UNCONFIRMED. */
  verifyPing?: 'sent' | 'none';
  /** `data` of a lost push is text in the console's type and an object in its sample. */
  lostPushData?: 'text' | 'object';
  /** Lost pushes in a row until `live_push_status` says Warning and Suspended (§5.3); the figures are UNCONFIRMED. */
  livePush?: { warnAfter: number; suspendAfter: number };
}

export type Settings = Required<Omit<ShopeeEmulatorOptions, 'rateLimit' | 'dailyLimit' | 'declaredIps' | 'signature'>> &
  Pick<ShopeeEmulatorOptions, 'rateLimit' | 'dailyLimit' | 'declaredIps'> & { signature: PushScheme };

export function settingsOf(options: ShopeeEmulatorOptions): Settings {
  return {
    now: Date.now,
    partnerId: '1000001',
    partnerKey: 'shpk6f3c1d5a9be04872c1d5a9be048726f36f3c1d5a9be04872c1d5a9be048726f3',
    pushKey: 'shpk00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
    shopId: '220000001',
    shopName: 'acme.my',
    region: 'MY',
    chat: 'granted',
    repushFactor: 0.0002,
    pushTimeoutMs: 3_000,
    accessTokenSeconds: 14_400,
    refreshTokenDays: 30,
    errorStatus: {},
    chatIds: 'sampled',
    latestWithoutCursor: 'oldest_first',
    orderReference: 'source_content',
    sellerMessages: 'polled',
    offPlatformContacts: 'hidden',
    returnPush: 'none',
    verifyPing: 'sent',
    lostPushData: 'text',
    livePush: { warnAfter: 5, suspendAfter: 50 },
    ...options,
    signature: { base: 'url|body', key: 'raw', ...options.signature },
  };
}
