import type { Card } from '../../cards/card.ts';
import type { Texts } from '../texts/texts.ts';
import type { Html } from './html.ts';

/** A message as the sandbox interface shows it. `seq` rises with every change of it; `place` is its place in the chat. */
export interface SandboxMessage {
  seq: number;
  place: number;
  id: string;
  chat: string;
  kind: 'card' | 'text';
  /** null = the bot */
  person: string | null;
  text: string;
  card: Card | null;
  version: number;
  ticket: number | null;
  at: string;
}

/** Which messages of the sandbox chat the page asks for. */
export type ChatRange =
  /** Posted or changed since this `seq`. */
  | { after: number }
  /** The page before this `place`. */
  | { before: number }
  /** Cards from this `place` on, for what changes with time alone. */
  | { cardsFrom: number }
  /** This one message. */
  | { id: string };

/** What the page needs of the sandbox messenger; adapters/messengers/sandbox has it. */
export interface SandboxChat {
  /** In the order they stand in the chat. */
  read: (chat: string, range: ChatRange) => Promise<SandboxMessage[]>;
  draw: (message: SandboxMessage, options: DrawOptions) => Html;
}

export interface DrawOptions {
  texts: Texts;
  /** Who a person picker offers. */
  people: readonly { id: string; name: string }[];
  now: number;
}
