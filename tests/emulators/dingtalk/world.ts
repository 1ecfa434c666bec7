import { randomUUID } from 'node:crypto';
import type { Template } from './template.ts';

/** Everything the emulated organisation knows. Times are milliseconds since the epoch. */

export interface EmulatedPerson {
  /** The userId (= staffId) inside the organisation. */
  id: string;
  name: string;
  /** Not a member of the organisation: messages carry no staffId (facts/messengers §3.3). */
  outside?: boolean;
}

export interface EmulatedChat {
  /** conversationId, accepted as openConversationId (§3.5). */
  id: string;
  kind: 'group' | 'single';
  title: string;
  people: string[];
  botInside: boolean;
}

export interface EmulatedMessage {
  /** outTrackId of a card, processQueryKey of a robot message. */
  messageId: string;
  chat: string;
  from: string;
  /** `card`, a msgKey (`sampleMarkdown`) or a msgtype (`text`). */
  type: string;
  /** The JSON of msgParam or of the webhook body; `{}` for a card, which is drawn from its data. */
  content: string;
  mentions: string[];
  createdAt: number;
  recalled: boolean;
  /** Only they see it (§3.5). */
  recipients?: string[];
  /** Where a card hangs; ONE_BOX is the banner at the top of a group. */
  space?: 'IM_GROUP' | 'IM_ROBOT' | 'ONE_BOX';
  carrierId?: string;
}

export type ParamMap = Record<string, string>;

export interface CardInstance {
  outTrackId: string;
  template: Template;
  callbackType: string;
  userIdType: 1 | 2;
  public: ParamMap;
  /** By userId. */
  private: Map<string, ParamMap>;
  /** What the client of a person keeps: local variables, nothing the server sees (§3.5). */
  local: Map<string, Record<string, unknown>>;
  /** Spaces that the creation prepared with a model. */
  prepared: Set<string>;
  cardAtUserIds: string[];
  /** How many times its data changed after creation. */
  revision: number;
  createdAt: number;
}

/** One thing that reached the emulator. */
export interface Received {
  at: number;
  kind: 'http' | 'frame' | 'handshake';
  method: string;
  path: string;
  body: unknown;
  status: number;
  /** The platform's code of the answer; '' = accepted. */
  code: string;
}

/** What the platform accepts without a word although it will look or behave wrong. */
export interface Fault {
  kind:
    | 'updateInsideCallback'
    | 'unanswered'
    | 'unknownVariable'
    | 'typeMismatch'
    | 'notPrivate'
    | 'unknownFieldType'
    | 'unusableAnswer';
  outTrackId: string;
  detail: string;
}

export interface CustomRobot {
  accessToken: string;
  chat: string;
  secret?: string;
  keyword?: string;
}

export interface PlannedFailure {
  path: RegExp;
  status: number;
  code: string | number;
  /** Answered as it stands instead of the platform's error shape, e.g. the page of an IP ban (§3.7). */
  raw?: unknown;
}

export interface World {
  clientId: string;
  clientSecret: string;
  robotCode: string;
  corpId: string;
  bot: EmulatedPerson;
  people: Map<string, EmulatedPerson>;
  chats: Map<string, EmulatedChat>;
  messages: EmulatedMessage[];
  cards: Map<string, CardInstance>;
  templates: Map<string, { template: Template; published: boolean }>;
  robots: Map<string, CustomRobot>;
  sessions: Map<string, { chat: string; expiresAt: number }>;
  files: Map<string, Uint8Array>;
  history: Received[];
  faults: Fault[];
  dings: { openDingId: string; people: string[]; remindType: number; content: string }[];
  uploads: { key: string; name: string; bytes: number }[];
  /** People the bot cannot write to: invalidStaffIdList, failedList. */
  unreachable: Set<string>;
  flowControlled: Set<string>;
  /** Words that fail the content review: param.contentUnsafe. */
  sensitive: Set<string>;
  tokens: Map<string, number>;
  tokenTtlMs: number;
  /** Calls of this month against what the organisation may make (§3.7). */
  quota: { used: number; limit: number };
  failures: PlannedFailure[];
  /** Paths of calls that are obeyed next but whose answer never arrives. */
  lostAnswers: RegExp[];
  /** Deliveries of cards that are answered with HTTP 200 and `deliverResults[].success: false` (§3.9). */
  failedDeliveries: number;
  /** outTrackIds whose callback was pushed and not yet answered. */
  openCallbacks: Map<string, number>;
}

export function createWorld(options: {
  clientId: string;
  clientSecret: string;
  robotCode: string;
  tokenTtlMs: number;
  monthlyQuota: number;
}): World {
  const { monthlyQuota, ...rest } = options;
  return {
    ...rest,
    corpId: 'ding9f8e7d6c5b4a',
    bot: { id: 'bot', name: '更夫' },
    people: new Map(),
    chats: new Map(),
    messages: [],
    cards: new Map(),
    templates: new Map(),
    robots: new Map(),
    sessions: new Map(),
    files: new Map(),
    history: [],
    faults: [],
    dings: [],
    uploads: [],
    unreachable: new Set(),
    flowControlled: new Set(),
    sensitive: new Set(),
    tokens: new Map(),
    quota: { used: 0, limit: monthlyQuota },
    failures: [],
    lostAnswers: [],
    failedDeliveries: 0,
    openCallbacks: new Map(),
  };
}

export function newId(prefix: string): string {
  return `${prefix}${randomUUID().replaceAll('-', '').slice(0, 20)}`;
}

/** The opaque id that messages carry for everybody, the bot included (§3.8). */
export const dingtalkId = (person: string): string => `$:LWCP_v1:$${person}`;

/** The id per developer; cards use it where `userIdType` is 2 (§3.4). */
export const unionId = (person: string): string => `union-${person}`;

/** The single chat between the bot and a person, made on first use. */
export function singleChat(world: World, person: string): EmulatedChat {
  const id = `cidsingle-${person}`;
  const known = world.chats.get(id);
  if (known) return known;
  const chat: EmulatedChat = { id, kind: 'single', title: '', people: [person], botInside: true };
  world.chats.set(id, chat);
  return chat;
}
