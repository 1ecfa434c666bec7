import { randomBytes, randomUUID } from 'node:crypto';
import type { Pushes } from '../lazada-tiktok/pushes.ts';
import type { Codes, TiktokOptions } from './options.ts';

/** Everything the emulated marketplace knows. Times are milliseconds since the epoch; TikTok shows seconds. */
export interface World {
  now: () => number;
  app: { appKey: string; appSecret: string };
  options: Settings;
  codes: Codes;
  shop: Shop;
  tokens: Tokens;
  conversations: Map<string, Conversation>;
  orders: Map<string, Order>;
  returns: Map<string, Return>;
  pushes: Pushes;
  pictures: Map<string, { bytes: Buffer; type: string }>;
  /** Counts up; orders things of the same second. */
  tick: number;
  /** Address where pictures lie. */
  url: string;
}

export type Settings = Required<Omit<TiktokOptions, 'now' | 'appKey' | 'appSecret' | 'codes'>>;

export interface Shop {
  id: string;
  name: string;
  region: string;
  cipher: string;
  code: string;
  imUserId: string;
}

export interface Tokens {
  codes: Map<string, { at: number }>;
  access: Map<string, { expiresAt: number }>;
  refresh: Map<string, { expiresAt: number; access: string }>;
  issued: { at: number; grant: 'authorized_code' | 'refresh_token'; expiresAt: number; refreshExpiresAt: number }[];
  revoked: boolean;
}

export type Role = 'BUYER' | 'SHOP' | 'CUSTOMER_SERVICE' | 'SYSTEM' | 'ROBOT';

export interface Conversation {
  id: string;
  buyer: Buyer;
  messages: Message[];
  createdAt: number;
  /** Until when the shop has read. */
  readUntil: number;
}

export interface Buyer {
  /** Names the buyer in messages and in nothing else (facts/marketplaces §7). */
  imUserId: string;
  nickname: string;
}

export interface Message {
  id: string;
  index: string;
  role: Role;
  /** Sent with the API. */
  byApi: boolean;
  type: string;
  content: Record<string, unknown>;
  at: number;
  isVisible: boolean;
}

export interface Order {
  id: string;
  /** Not the id the buyer has in messages. */
  userId: string;
  status: string;
  region: string;
  currency: string;
  lines: OrderLine[];
  shipBy: number;
  tracking: string;
  cancelRequested: boolean;
  note: string;
  createdAt: number;
  updatedAt: number;
}

export interface OrderLine {
  id: string;
  productId: string;
  skuId: string;
  sku: string;
  title: string;
  price: number;
}

export interface Return {
  id: string;
  kind: 'return' | 'cancellation';
  order: Order;
  /** REFUND, RETURN_AND_REFUND, REPLACEMENT; CANCEL or BUYER_CANCEL. */
  type: string;
  status: string;
  reason: string;
  role: 'BUYER' | 'SELLER' | 'SYSTEM';
  decideBy: number;
  createdAt: number;
  updatedAt: number;
}

/** 19 digits beyond 2^53; in JSON always a string (facts/marketplaces §7, samples). */
export function newId(world: World): string {
  world.tick += 1;
  return String(7_494_560_109_732_334_262n + BigInt(world.tick) * 37n);
}

/** Grows with time, but by no fixed step. */
export function newIndex(world: World, at: number): string {
  world.tick += 1;
  return `${seconds(at)}${String(world.tick).padStart(6, '0')}`;
}

export const seconds = (ms: number): number => Math.floor(ms / 1_000);
export const newToken = (): string => `GCP_${randomUUID().replaceAll('-', '')}`;
export const newRequestId = (): string => `20261120${randomBytes(13).toString('hex').toUpperCase()}`;
