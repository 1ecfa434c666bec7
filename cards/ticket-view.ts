import type { Level, TicketState } from './card.ts';

/** Everything a ticket's card may show, read from the database in one go. Instants in milliseconds. */
export interface TicketView {
  id: string;
  number: number;
  version: number;
  level: Level;
  state: TicketState;
  store: { id: string; name: string; platform: string; site: string };
  buyer: {
    name: string;
    /** Messages from this buyer in this ticket. */ contacts: number;
    /** Nobody bought: the platform said it, or our rules. */ isPlatform?: true;
  };
  orderId: string | null;
  /** What the buyer names in the text, as it was written, newest last. */
  mentioned: { orders: string[]; tracking: string[] };
  /** Whether the buyer can be answered from here; else a person answers in the platform's own pages. */
  answerable: boolean;
  items: { id?: string; title?: string; quantity?: number }[];
  owner: { id: string; name: string; /** Id by messenger. */ accounts: Readonly<Record<string, string>> } | null;
  claimedAt: number | null;
  topic: string | null;
  language: string | null;
  policyDueAt: number | null;
  teamDueAt: number | null;
  snoozedUntil: number | null;
  /** Until when nothing rings for it; null where it may. */
  silencedUntil: number | null;
  /** Its first card waits until then for what it is told together with; null = it may come. */
  heldUntil: number | null;
  /** What it waits for, or was told together with. */
  heldFor: string | null;
  resolution: string | null;
  /** In the reader's language. */
  reasons: { zh: string; en: string; rule: string }[];
  /** Oldest first. */
  messages: MessageView[];
  events: EventView[];
  openedAt: number;
  firstRepliedAt: number | null;
}

export interface MessageView {
  id: string;
  author: 'buyer' | 'seller' | 'platform';
  at: number;
  text: string;
  language: string | null;
  translation: string | null;
  translationState: 'pending' | 'done' | 'absent' | 'failed' | 'no_entry' | null;
  translator: string | null;
  flags: { unparsed?: string; suspectedPhishing?: string; heldBack?: string; answerAt?: string; answersPublic?: true };
  attachments: AttachmentView[];
}

export interface AttachmentView {
  name: string;
  state: 'pending' | 'stored' | 'broken';
  /** Of broken ones. */
  problem: 'too_large' | 'type_refused' | 'unreachable' | 'expired' | 'corrupt' | 'address_refused' | null;
  /** Bytes; by the sender's word while it is not stored. */
  size: number | null;
  path?: string;
  link?: string;
  thumbnail?: { path: string; keys: Readonly<Record<string, string>> };
}

export interface EventView {
  kind: string;
  at: number;
  /** The ticket's version that this change made. */
  version: number;
  who: string | null;
  data: Record<string, unknown>;
}
