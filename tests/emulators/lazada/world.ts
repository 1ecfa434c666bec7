import { randomBytes, randomUUID } from 'node:crypto';
import type { Pushes } from '../lazada-tiktok/pushes.ts';
import type { Codes, LazadaOptions } from './options.ts';
import type { Country, Site } from './sites.ts';

/** Everything the emulated marketplace knows. Times are milliseconds since the epoch, ids decimal strings. */
export interface World {
  now: () => number;
  app: { appKey: string; appSecret: string };
  options: Settings;
  codes: Codes;
  /** Of the one account that authorises the app; by country. */
  sellers: Map<Country, Seller>;
  tokens: Tokens;
  sessions: Map<string, Session>;
  orders: Map<string, Order>;
  reverses: Map<string, Reverse>;
  reviews: Map<string, Review>;
  performance: Indicator[];
  metrics: Record<string, string>;
  /** Words that the security check does not let through, with what it says. */
  forbidden: Map<string, string>;
  pushes: Pushes;
  pictures: Map<string, { bytes: Buffer; type: string }>;
  /** Counts up; orders things of the same millisecond. */
  tick: number;
  /** Address of this emulator. */
  url: string;
}

export type Settings = Required<Omit<LazadaOptions, 'now' | 'appKey' | 'appSecret' | 'codes'>>;

export interface Seller {
  site: Site;
  sellerId: string;
  /** The account id that takes part in sessions. */
  userId: string;
  shortCode: string;
}

export interface Tokens {
  codes: Map<string, { at: number }>;
  access: Map<string, { expiresAt: number }>;
  refresh: Map<string, { expiresAt: number }>;
  issued: { at: number; grant: 'authorization_code' | 'refresh_token'; expiresAt: number; refreshExpiresAt: number }[];
  revoked: boolean;
}

export interface Session {
  id: string;
  seller: Seller;
  buyer: { id: string; name: string };
  messages: Message[];
  /** Until when each side has read. */
  selfPosition: number;
  toPosition: number;
}

export interface Message {
  id: string;
  tick: number;
  from: 'buyer' | 'seller' | 'system';
  /** How it was written; `api` only by a seller. */
  by: 'app' | 'page' | 'api' | 'automatic';
  templateId: number;
  content: Record<string, unknown>;
  at: number;
  /** Not empty: the security check hid it from the buyer. */
  processMsg: string;
  recalled: boolean;
}

export interface Order {
  id: string;
  site: Site;
  buyer: { id: string; name: string };
  lines: OrderLine[];
  createdAt: number;
  updatedAt: number;
}

export interface OrderLine {
  id: string;
  productId: string;
  sku: string;
  title: string;
  price: number;
  status: string;
  shipBy: number;
  tracking: string;
  returnStatus: string;
  reason: string;
  needCancelConfirm: boolean;
  cancelTriggerAt?: number;
}

export interface Reverse {
  id: string;
  lineId: string;
  order: Order;
  line: OrderLine;
  requestType: 'CANCEL' | 'RETURN' | 'ONLY_REFUND';
  /** As the list shows it, e.g. REQUEST_INITIATE. */
  status: string;
  reason: string;
  tracking: string;
  /** By when the seller must decide. */
  decideBy: number;
  createdAt: number;
  updatedAt: number;
}

export interface Review {
  id: string;
  orderId: string;
  productId: string;
  rating: number;
  text: string;
  at: number;
  pictures: string[];
  reply?: string;
}

export interface Indicator {
  type: string;
  name: string;
  score: number | null;
  score_format: string;
  target: number | null;
  target_format: string;
  target_respected: boolean;
}

/** `1zYOS7N0cuIqw96026`, the look of a message id. */
export function newMessageId(): string {
  return randomBytes(16).toString('base64url').replace(/[-_]/g, '0').slice(0, 18);
}

export const newRequestId = (): string => `0ba2${randomBytes(10).toString('hex')}`;

export const newToken = (prefix: '50000' | '50001' | '0_'): string => `${prefix}${randomUUID().replaceAll('-', '')}gengfu`;

/**
 * Ids that bare JSON numbers carry and that a double cannot hold: odd and above 2^53. The samples of §6 have one digit less;
 * §19.1 counts Lazada among those with 64-bit ids.
 */
export function newNumericId(world: World): string {
  world.tick += 1;
  return String(9_260_422_900_198_363n + BigInt(world.tick) * 100_000n);
}
