import { randomUUID } from 'node:crypto';

/** Everything the emulated tenant knows. Times are milliseconds since the epoch. */

export interface EmulatedPerson {
  id: string;
  name: string;
}

export interface EmulatedChat {
  id: string;
  kind: 'group' | 'p2p';
  people: string[];
  /** The bot is in the chat; without it every call answers 230002. */
  botInside: boolean;
  /** Topics under a message are refused with 230071 (facts/messengers §2.3.2). */
  noThreads?: boolean;
  /** Cards for one person are refused. */
  noEphemeral?: boolean;
}

export interface EmulatedMessage {
  messageId: string;
  chat: string;
  from: string;
  type: string;
  /** The JSON string as it was sent or last updated. */
  content: string;
  createdAt: number;
  /** How many times it was redrawn, by PATCH or by the answer to a tap. */
  revision: number;
  parentId?: string;
  /** Of the topic it stands in; without one it stands in the chat. */
  threadId?: string;
  uuid?: string;
  /** The one person who sees it (§2.3.4). */
  onlyFor?: string;
  recalled: boolean;
}

/** One thing that reached the emulator. */
export interface Received {
  at: number;
  kind: 'http' | 'frame' | 'handshake';
  method: string;
  path: string;
  body: unknown;
  /** Platform code of the answer; 0 = accepted. */
  code: number;
}

export interface World {
  appId: string;
  appSecret: string;
  bot: EmulatedPerson;
  people: Map<string, EmulatedPerson>;
  chats: Map<string, EmulatedChat>;
  messages: Map<string, EmulatedMessage>;
  history: Received[];
  urgent: { messageId: string; people: string[]; means: string }[];
  uploads: { key: string; name: string; bytes: number }[];
  /** What people sent along, by key. */
  resources: Map<string, { messageId: string; bytes: Uint8Array }>;
  /** People outside the app's availability range: 230013, and not reached by urgent calls. */
  unreachable: Set<string>;
  /** Words that fail the sensitivity review: 230022. */
  sensitive: Set<string>;
  /** Ids by target and uuid, for one hour. */
  sent: Map<string, { messageId: string; at: number }>;
  tokens: Map<string, number>;
  tokenTtlMs: number;
  /** What the app asked for, and whether the tenant has granted it. */
  scopes: Map<string, boolean>;
  /** Refusals to give to the next calls, first in first out. */
  failures: { path: RegExp; status: number; code: number; headers: Record<string, string> }[];
  /** Paths of calls that are obeyed next but whose answer never arrives. */
  lostAnswers: RegExp[];
}

export function createWorld(options: { appId: string; appSecret: string; tokenTtlMs: number }): World {
  return {
    ...options,
    bot: { id: 'ou_bot', name: '更夫' },
    people: new Map(),
    chats: new Map(),
    messages: new Map(),
    history: [],
    urgent: [],
    uploads: [],
    resources: new Map(),
    unreachable: new Set(),
    sensitive: new Set(),
    sent: new Map(),
    scopes: new Map(
      [
        'im:message:send_as_bot',
        'im:message.group_at_msg:readonly',
        'im:message.p2p_msg:readonly',
        'im:message.urgent',
        'im:resource',
      ].map((scope) => [scope, true]),
    ),
    tokens: new Map(),
    failures: [],
    lostAnswers: [],
  };
}

export function newId(prefix: 'om' | 'omt' | 'oc' | 'ou' | 'ev' | 'img_v3' | 'file_v3' | 't'): string {
  return `${prefix}_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
}
