import { settingsOf } from './options.ts';
import type { Settings, ShopeeEmulatorOptions } from './options.ts';
import { Failures } from './failures.ts';
import type { Pushes } from './pushes.ts';
import { Tokens } from './tokens.ts';

/** Everything the emulated shop knows. Times are milliseconds since the epoch, ids are text. */

export interface Buyer {
  id: string;
  name: string;
}

export interface ChatMessage {
  id: string;
  conversation: string;
  from: 'buyer' | 'seller' | 'automatic';
  /** Sent over the API, or typed by a person. */
  through: 'api' | 'app';
  type: string;
  content: Record<string, unknown>;
  order?: string;
  at: number;
  /** Nanoseconds, different for every message: the cursor of the conversation list (§5.2). */
  nanos: bigint;
  /** Not shown to the buyer: off-platform contacts (§5.2, §19.5). */
  hidden: boolean;
}

export interface Conversation {
  id: string;
  buyer: string;
  messages: ChatMessage[];
  unread: number;
  lastRead: string;
}

export interface OrderItem {
  id?: string;
  title?: string;
  sku?: string;
  quantity?: number;
  price?: number;
}

export interface Order {
  id: string;
  buyer: string;
  items: Required<OrderItem>[];
  total: number;
  country: string;
  shipBy: number;
  tracking: string;
  status: string;
  createdAt: number;
  updatedAt: number;
}

export interface Return {
  id: string;
  order: string;
  reason: string;
  text: string;
  amount: number;
  status: string;
  dueAt: number;
  sellerDueAt: number;
  createdAt: number;
  updatedAt: number;
}

export interface Review {
  id: string;
  order: string;
  item: string;
  buyer: string;
  stars: number;
  text: string;
  at: number;
  reply?: { text: string; at: number };
}

export interface Metric {
  id: number;
  name: string;
  type: 1 | 2 | 3;
  parent: number;
  unit: 1 | 2 | 3 | 4 | 5;
  current: number | null;
  last: number | null;
  target: { value: number; comparator: '<' | '<=' | '>' | '>=' | '=' };
}

/** One request that reached the emulator, without its secrets. */
export interface Received {
  at: number;
  method: string;
  path: string;
  status: number;
  /** The platform's code; empty = accepted. */
  error: string;
  query: Record<string, string>;
}

export interface World {
  settings: Settings;
  now(): number;
  shop: { userId: string; state: 'normal' | 'banned'; rating: number };
  chat: 'granted' | 'not_granted';
  buyers: Map<string, Buyer>;
  conversations: Map<string, Conversation>;
  orders: Map<string, Order>;
  returns: Map<string, Return>;
  reviews: Map<string, Review>;
  metrics: Metric[];
  files: Map<string, { bytes: Buffer; type: string }>;
  history: Received[];
  tokens: Tokens;
  failures: Failures;
  pushes: Pushes | null;
  /** Base URL of the server, once it listens. */
  url: string;
  counter: bigint;
}

export function createWorld(options: ShopeeEmulatorOptions): World {
  const settings = settingsOf(options);
  const now = () => settings.now();
  return {
    settings,
    now,
    shop: { userId: '220000777', state: 'normal', rating: 3 },
    chat: settings.chat,
    buyers: new Map(),
    conversations: new Map(),
    orders: new Map(),
    returns: new Map(),
    reviews: new Map(),
    metrics: [],
    files: new Map(),
    history: [],
    tokens: new Tokens(settings, now),
    failures: new Failures(),
    pushes: null,
    url: '',
    counter: 0n,
  };
}

/** Beyond 2^53 and odd: whoever reads it as a double gets another number. */
export const newBigId = (world: World): string => String(2_434_129_165_249_003_001n + 2n * (world.counter += 1n));

export const seconds = (ms: number): number => Math.floor(ms / 1_000);

export function found<T>(map: Map<string, T>, id: string, what: string): T {
  const entry = map.get(id);
  if (!entry) throw new Error(`no ${what} ${id}`);
  return entry;
}
