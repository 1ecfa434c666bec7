import { randomUUID } from 'node:crypto';
import type { Delivery } from './callbacks.ts';
import type { Node } from './frames.ts';
import { createRates } from './limits.ts';
import type { Limits, Rates, Windows } from './limits.ts';
import type { OpenCodes } from './refusal.ts';

/** Everything the emulated corp knows. Times are milliseconds since the epoch. */

export interface EmulatedPerson {
  /** What the bot is told: a plain userid, or an encrypted open_userid when `userid` differs (facts/messengers §4.7). */
  id: string;
  name: string;
  /** The plain userid of the contact API; absent = `id` is plain already. */
  userid?: string;
}

export interface EmulatedChat {
  /** The chatid of a group; in a single chat the person's id. */
  id: string;
  kind: 'group' | 'single';
  people: string[];
  botInside: boolean;
  /** When somebody last wrote to the bot here: only then may it push (§4.2). */
  heardAt: number | null;
}

export interface EmulatedMessage {
  messageId: string;
  chat: string;
  from: string;
  type: string;
  /** The body as it was sent or last updated. */
  body: Node;
  createdAt: number;
  /** How many times it was redrawn, by a stream or by the answer to a click. */
  revision: number;
  /** Of a card. */
  taskId?: string;
  /** Of the command that posted it. */
  reqId?: string;
  /** Cards that only some people see, after an update limited by `userids`. */
  views: Map<string, Node>;
}

/** A message, click or entry that the bot may answer, by the req_id it was pushed with. */
export interface Request {
  reqId: string;
  eventId: string;
  kind: 'message' | 'click' | 'enter_chat';
  chat: string;
  person: string;
  createdAt: number;
  /** The card that was clicked. */
  message?: EmulatedMessage;
  /** A click or an entry is answered once. */
  answered: boolean;
  streams: Map<string, { message: EmulatedMessage; createdAt: number; finished: boolean }>;
  /** Told what became of the answer to a click. */
  onAnswer?: (answer: { card: Node } | { refused: number }) => void;
}

/** One thing that reached the emulator. */
export interface Received {
  at: number;
  kind: 'http' | 'frame' | 'handshake';
  method: string;
  /** Path, or command of a frame. */
  path: string;
  body: unknown;
  /** Platform code of the answer; 0 = accepted. */
  code: number;
}

export interface Behaviour {
  /** Replies that carry a stream and a card on the long connection: newer documentation says no (§4.2). */
  streamWithCard: 'refused' | 'taken';
  /** Whether a card that came as an update can be clicked again (§4.2, §6 no. 11). */
  updatedCards: 'clickable' | 'dead';
  /** Whether `jump_list` type 3 asks the bot in groups (§4.4, §6 no. 11). */
  questionsInGroups: 'asked' | 'ignored';
  /** What becomes of a message while nobody is connected; the facts name no second push. */
  whileOffline: 'lost' | 'queued';
  /** How often a message callback without an answer is called again; the facts name no figure (§0.3). */
  repushes: number;
}

export interface World extends Behaviour {
  delivery: Delivery;
  botId: string;
  secret: string;
  bot: EmulatedPerson;
  corpId: string;
  corpSecret: string;
  windows: Windows;
  limits: Limits;
  codes: OpenCodes;
  rates: Rates;
  /** Address of the HTTP side, known once it listens. */
  url: string;
  people: Map<string, EmulatedPerson>;
  chats: Map<string, EmulatedChat>;
  messages: Map<string, EmulatedMessage>;
  requests: Map<string, Request>;
  taskIds: Set<string>;
  history: Received[];
  /** Uploads under way and done, and files of people, by upload_id, media_id and path. */
  uploads: Map<string, Upload>;
  media: Map<string, Media>;
  files: Map<string, { bytes: Buffer; name: string; createdAt: number }>;
  webhooks: Map<string, { key: string; chat: string }>;
  responseCodes: Map<string, { chat: string; createdAt: number }>;
  tokens: Map<string, { createdAt: number }>;
  /** People that the self-built app may not see: not converted, not rung. */
  hidden: Set<string>;
  urgent: { people: string[]; means: 'phone' }[];
  /** Refusals to give to the next commands or calls, first in first out. */
  failures: { matches: (path: string) => boolean; errcode: number }[];
}

export interface Upload {
  type: string;
  name: string;
  size: number;
  chunks: number;
  md5?: string;
  received: Map<number, Buffer>;
}

export interface Media {
  mediaId: string;
  type: string;
  name: string;
  bytes: number;
  createdAt: number;
}

type Given = Behaviour &
  Pick<World, 'delivery' | 'botId' | 'secret' | 'bot' | 'corpId' | 'corpSecret' | 'windows' | 'limits' | 'codes'>;

export function createWorld(given: Given): World {
  return {
    ...given,
    url: '',
    rates: createRates(),
    people: new Map(),
    chats: new Map(),
    messages: new Map(),
    requests: new Map(),
    taskIds: new Set(),
    history: [],
    uploads: new Map(),
    media: new Map(),
    files: new Map(),
    webhooks: new Map(),
    responseCodes: new Map(),
    tokens: new Map(),
    hidden: new Set(),
    urgent: [],
    failures: [],
  };
}

export function newId(prefix: 'wr' | 'msg' | 'CAIQ' | 'r-' | 'up-' | 'media-' | 'file-' | 'code-' | 'token-' | 'call-'): string {
  return `${prefix}${randomUUID().replaceAll('-', '').slice(0, 20)}`;
}

/** The single chat with a person, made when first entered or written in. */
export function singleChat(world: World, person: string): EmulatedChat {
  const chat = world.chats.get(person) ?? { id: person, kind: 'single', people: [person], botInside: true, heardAt: null };
  world.chats.set(person, chat);
  return chat;
}

/** The refusal that a test planned for this path or command. */
export function plannedRefusal(world: World, path: string): number | null {
  const index = world.failures.findIndex(({ matches }) => matches(path));
  return index < 0 ? null : (world.failures.splice(index, 1)[0]?.errcode ?? null);
}
