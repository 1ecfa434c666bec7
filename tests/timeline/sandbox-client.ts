import type { ActionName, Card } from '../../cards/card.ts';

export interface SandboxMessage {
  seq: number;
  id: string;
  chat: string;
  kind: 'card' | 'text';
  person: string | null;
  text: string;
  card: Card | null;
  version: number;
  ticket: number | null;
}

export interface Outbound {
  id: string;
  store: string;
  buyer: string;
  order: string | null;
  ticket: number;
  text: string;
  files: { name: string; type: string; size: number }[];
}

export interface GivenFile {
  name: string;
  /** Base64. */
  data: string;
}

export interface TapResult {
  toast: string;
  toastType: 'success' | 'info' | 'warning' | 'error';
  card?: Card;
}

interface Tap {
  messageId: string;
  action: ActionName;
  person: string;
  form?: Record<string, string>;
  version?: number;
  eventId?: string;
}

/** Words of a tapped card or an answer that a test does not look at in another way. */
export interface BuyerWords {
  store: string;
  buyer: string;
  text: string;
  order?: string;
  files?: GivenFile[];
  eventId?: string;
}

export type SandboxClient = ReturnType<typeof sandboxClient>;

/** The sandbox's JSON interface, as another program would drive it. */
export function sandboxClient(url: string) {
  async function call<T>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(
      `${url}/sandbox/api/${path}`,
      body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    );
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  const messages = async (query: { chat?: string; after?: number } = {}): Promise<SandboxMessage[]> => {
    const search = new URLSearchParams({
      limit: '10000',
      ...(query.chat ? { chat: query.chat } : {}),
      after: String(query.after ?? 0),
    });
    return (await call<{ messages: SandboxMessage[] }>(`messages?${search.toString()}`)).messages;
  };

  return {
    messages,
    cards: async (ticket?: number): Promise<SandboxMessage[]> =>
      (await messages()).filter((message) => message.kind === 'card' && (ticket === undefined || message.ticket === ticket)),
    buyer: (words: BuyerWords) => call<{ messageId: string; ticket?: number; duplicate: boolean }>('buyer', words),
    tap: (tap: Tap) => call<TapResult>('tap', tap),
    say: async (
      person: string,
      text: string,
      more: { quotes?: string; eventId?: string; chat?: string; files?: GivenFile[] } = {},
    ) => (await call<{ messages: SandboxMessage[] }>('say', { chat: 'night-watch', person, text, ...more })).messages,
    outbound: async (store?: string) =>
      (await call<{ replies: Outbound[] }>(`outbound${store ? `?store=${store}` : ''}`)).replies,
    /** The instant, as the service takes it. */
    now: async (): Promise<number> => Date.parse((await call<{ now: string }>('scene')).now),
    advance: (seconds: number) => call<{ now: string }>('clock', { advanceSeconds: seconds }),
  };
}
