import { createHash } from 'node:crypto';
import type { Quotas } from './quotas.ts';

/** Everything that the emulated site knows. Times are milliseconds since the epoch. */

export type ConversationType = 'FROM_MEMBERS' | 'FROM_EBAY';
export type ConversationStatus = 'ACTIVE' | 'ARCHIVE' | 'DELETE';
export type Cycle = 'CURRENT' | 'PROJECTED';

export interface Member {
  username: string;
  /** Immutable; shown in place of the name to some developers since 2025-09-26 (facts/marketplaces §4.1). */
  userId: string;
  fullName: string;
}

export interface Media {
  mediaName: string;
  mediaType: 'IMAGE' | 'PDF' | 'DOC' | 'TXT';
  mediaUrl: string;
}

export interface EmulatedMessage {
  messageId: string;
  thread: string;
  from: string;
  to: string;
  text: string;
  subject: string;
  at: number;
  read: boolean;
  media: Media[];
  /** By whom it came in: a person on the site, or the API. */
  via: 'site' | 'api';
  /** Blocked without a word: accepted, never shown to the buyer (facts/marketplaces §4.2). */
  blocked?: boolean;
}

export interface Conversation {
  id: string;
  type: ConversationType;
  status: ConversationStatus;
  title: string;
  otherParty: string;
  createdAt: number;
  /** Item id of the listing that it is about. */
  listing?: string;
}

export interface LineItem {
  lineItemId: string;
  legacyItemId: string;
  sku: string;
  title: string;
  quantity: number;
}

export interface Money {
  value: string;
  currency: string;
}

export interface Shipment {
  fulfillmentId: string;
  lineItems: { lineItemId: string; quantity: number }[];
  carrier: string;
  trackingNumber: string;
  shippedAt: number;
}

export interface Order {
  id: string;
  buyer: string;
  createdAt: number;
  modifiedAt: number;
  fulfilment: 'NOT_STARTED' | 'IN_PROGRESS' | 'FULFILLED';
  payment: string;
  cancelState: 'NONE_REQUESTED' | 'IN_PROGRESS' | 'CANCELED';
  cancelReason?: string;
  items: LineItem[];
  total: Money;
  country: string;
  shipBy: number;
  shipments: Shipment[];
}

/** A return, an inquiry about an item not received, or a case: what Post-Order keeps. */
export interface Request {
  id: string;
  kind: 'return' | 'inquiry' | 'casemanagement';
  order: string;
  buyer: string;
  item: string;
  state: string;
  status: string;
  reason: string;
  comment: string;
  createdAt: number;
  modifiedAt: number;
  respondBy: number;
  amount: Money;
  said: { by: string; text: string; at: number }[];
}

export interface Feedback {
  feedbackId: string;
  from: string;
  type: 'POSITIVE' | 'NEUTRAL' | 'NEGATIVE';
  text: string;
  at: number;
  lineItem?: LineItem;
  answers: { text: string; type: string; at: number }[];
}

export interface Received {
  at: number;
  method: string;
  path: string;
  query: Record<string, string>;
  status: number;
}

export interface World {
  now(): number;
  seller: Member;
  usernames: 'plain' | 'immutable_ids';
  marketplace: string;
  members: Map<string, Member>;
  conversations: Map<string, Conversation>;
  messages: EmulatedMessage[];
  orders: Map<string, Order>;
  requests: Request[];
  feedback: Feedback[];
  standards: Map<string, Record<string, unknown>>;
  serviceMetrics: Map<string, Record<string, unknown>>;
  pictures: Map<string, Uint8Array>;
  history: Received[];
  quotas: Quotas;
  /** Words that make a message disappear on its way to the buyer. */
  blockedWords: RegExp[];
  nextId(): number;
}

export const iso = (at: number): string => new Date(at).toISOString();

/** The string that replies show for a member. */
export function shownName(world: World, username: string): string {
  if (world.usernames === 'plain') return username;
  return username === world.seller.username ? world.seller.userId : (world.members.get(username)?.userId ?? username);
}

/** A member by name or immutable id. */
export function memberBy(world: World, name: string): Member | undefined {
  return world.members.get(name) ?? [...world.members.values()].find(({ userId }) => userId === name);
}

/** Says nothing about the name. */
export const immutableId = (username: string): string => createHash('sha256').update(username).digest('base64url').slice(0, 11);

export function memberOf(world: World, username: string, fullName?: string): Member {
  const known = world.members.get(username);
  if (known) return known;
  const member = { username, userId: immutableId(username), fullName: fullName ?? username };
  world.members.set(username, member);
  return member;
}

export function messagesOf(world: World, thread: string): EmulatedMessage[] {
  return world.messages.filter((message) => message.thread === thread).sort((one, other) => one.at - other.at);
}
