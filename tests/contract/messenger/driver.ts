import type { ActionName } from '../../../cards/card.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';

/** The other side of a messenger: its platform's emulator, in words that fit every platform. */
export interface MessengerDriver {
  /** A group with the bot and `people` in it. */
  chat: string;
  people: [{ id: string; name: string }, { id: string; name: string }];
  /** Somebody writes to the bot in the group; `@<person id>` mentions, the driver adds the mention of the bot. */
  says(said: { person: string; text: string; quotes?: string; pictures?: Uint8Array[] }): Promise<void>;
  /** The platform pushes the last saying again. */
  repeatLast(): Promise<void>;
  /** Somebody uses a control of a card; `form` by neutral field names. */
  tap(tapped: { messageId: string; person: string; action: ActionName; form?: Record<string, string> }): Promise<TapSeen>;
  /** Everything the bot posted to a chat, in order, as it looks now. */
  shown(chat: string): ShownMessage[];
  /** What the bot wrote to one person. */
  shownTo(person: string): ShownMessage[];
  /** Makes a message so old that it cannot change any more. */
  expire(messageId: string): void;
  /** The next sends are refused as too many; null where nothing limits them. */
  throttle: ((times: number) => void) | null;
  /** How many calls were refused as too many, those asked for by `throttle` included. */
  throttled(): number;
  /** Ways to hurt the connection; null where the platform calls us. */
  line: { drop(): void; freeze(): void } | null;
}

/** What the person who tapped sees. */
export interface TapSeen {
  toast?: { type: string; text: string };
  /** The card as this person sees it now, where it was redrawn. */
  card?: string;
  redrawn: boolean;
  /** The client's own error: nothing usable came back in time. */
  failed: boolean;
  elapsedMs: number;
}

export interface ShownMessage {
  messageId: string;
  text: string;
  mentions: string[];
  links: string[];
}

/** A started emulator with a messenger that is not started yet. */
export interface MessengerUnderTest {
  messenger: Messenger;
  driver: MessengerDriver;
  /** Stops the messenger and the emulator. */
  stop: () => Promise<void>;
}
