import type { Hono } from 'hono';
import type { ActionName, Card } from '../../cards/card.ts';

/** A chat program the team lives in. Implementations are in adapters/messengers; tests/contract/messenger.ts binds them all. */
export interface Messenger {
  readonly name: string;
  readonly can: MessengerCan;
  /** Resolves once events can arrive. Must keep reconnecting by itself until stop(). */
  start(inbound: Inbound): Promise<void>;
  stop(): Promise<void>;
  connection(): Connection;
  /** HTTP routes for messengers that call back; mounted at `/`. */
  readonly routes?: Hono;

  /**
   * Posts a new card. `key` (up to 50 characters) makes a retry harmless where the messenger can tell.
   * The returned id is the messenger's own: the only proof of delivery.
   * @throws MessengerError
   */
  postCard(post: { chat: string; card: Card; key: string }): Promise<{ messageId: string }>;
  /** Redraws a card in place. @throws MessengerError with `gone` when it can no longer change. */
  updateCard(update: { chat: string; messageId: string; card: Card }): Promise<void>;
  /**
   * @param saying.replyTo the message it answers, where the messenger can show that
   * @param saying.inThread under that message, out of the way of the group; beside the others where there are no threads
   */
  say(saying: {
    chat: string;
    text: string;
    key: string;
    replyTo?: string;
    inThread?: true;
    mention?: string[];
  }): Promise<{ messageId: string }>;
  /** A private message to one person, by the messenger's own id of that person. */
  direct(message: { person: string; text: string; key: string }): Promise<{ messageId: string }>;
  /**
   * Rings people about a message that was already posted; returns the ids that could not be reached.
   * @param ring.text what to show where the messenger does not show the message itself
   * @param ring.key up to 50 characters; makes a retry harmless where the messenger can tell
   */
  urgent(ring: {
    messageId: string;
    people: string[];
    means: 'app' | 'sms' | 'phone';
    text?: string;
    key?: string;
  }): Promise<{ unreachable: string[] }>;
  upload(file: { name: string; type: string; bytes: Uint8Array }): Promise<{ key: string }>;
  /** Where `can.pictures` is `message`: a picture below a card. @param picture.caption plain words of ours, e.g. `#1042` @throws MessengerError */
  postPicture?(picture: {
    chat: string;
    name: string;
    type: 'image/jpeg' | 'image/png';
    bytes: Uint8Array;
    caption: string;
    key: string;
  }): Promise<{ messageId: string }>;
  /** Display name of a person, null when the messenger will not tell. */
  resolvePerson(id: string): Promise<{ name: string } | null>;
  /** Members of a group, kept for a while; null when the messenger will not tell. @throws MessengerError when it cannot be reached */
  members(chat: string): Promise<{ id: string; name: string }[] | null>;
  /**
   * Shows a card to one person of a group alone, there or in a private chat; it cannot be redrawn.
   * @throws MessengerError `refused` where `can.privateView` is false
   */
  showTo(view: { chat: string; person: string; card: Card; key: string }): Promise<void>;
  /** What the platform counts by the month; absent where it does not. */
  readonly budget?: CallBudget;
}

/** Calls that a platform counts by the calendar month, whoever makes them; kept across restarts. */
export interface CallBudget {
  /** Counts one call. False when none is left this month: it must not be made. */
  take(): boolean;
  read(): { used: number; limit: number };
}

/** Something that only one process may hold at a time, such as the one connection a platform allows. */
export interface Lease {
  /**
   * Resolves once this process holds it, at the latest 30 s after a holder that died. `lost` aborts when the hold ended
   * without `release`: whatever it protects must stop at once.
   * @param signal calls the waiting off; then this rejects with its reason
   */
  acquire(signal: AbortSignal): Promise<{ lost: AbortSignal; release(): Promise<void> }>;
}

/** What a surface has; renderers and callers degrade along it instead of asking for a name. */
export interface MessengerCan {
  /** A card has controls to tap; else it shows what to type for each action. */
  buttons: boolean;
  inputInCard: boolean;
  /** Longest text one input of a card takes, in characters. */
  inputMaxLength: number;
  /** How long after posting a card may still change; 0 = never, Infinity = always. */
  updateWindowMs: number;
  /** `showTo` works; else everybody sees what one person asked to read. */
  privateView: boolean;
  /** A saying notifies whom it mentions; else their names stand in it as words. */
  mention: boolean;
  /** A tap is answered with a fleeting note; else the note stands on the redrawn card. */
  toast: boolean;
  /** A saying tells the id of the message it quotes; else only what that one said. */
  quoteIds: boolean;
  urgent: ('app' | 'sms' | 'phone')[];
  upload: boolean;
  /** How a picture reaches people: on the card by its uploaded key, as a message of its own, or by link alone. */
  pictures: 'in_card' | 'message' | 'none';
  /** How long the platform waits for the answer to a tap. */
  answerBudgetMs: number;
  /** Everything goes over one connection, which one process at a time may have. */
  oneConnection: boolean;
}

export interface Connection {
  state: 'connected' | 'connecting' | 'down' | 'idle';
  /** Instant of the last thing received, null before the first. */
  lastInboundAt: number | null;
}

/** What the product does with what arrives. Both are safe to call again with the same eventId. */
export interface Inbound {
  tap(tap: Tap): Promise<TapAnswer>;
  /** Resolves after the answer was handed to the messenger. Returns ids of the messages the bot answered with. */
  said(saying: Saying): Promise<{ messageIds: string[] }>;
  joined(chat: { messenger: string; chat: string; name?: string }): Promise<void>;
}

export interface Tap {
  messenger: string;
  /** The messenger's id of this push; a re-push carries the same. */
  eventId: string;
  chat: string;
  messageId: string;
  person: { id: string; name?: string };
  action: ActionName;
  /** 0 on a card that is about no ticket; then `version` is the number of what it is about. */
  ticket: number;
  version: number;
  form: Record<string, string>;
}

export interface TapAnswer {
  toast: { type: 'success' | 'info' | 'warning' | 'error'; text: string };
  /** The card as it now is; absent = leave it. */
  card?: Card;
}

export interface Saying {
  messenger: string;
  eventId: string;
  messageId: string;
  chat: string;
  chatKind: 'group' | 'direct';
  person: { id: string; name?: string };
  /** Bot mention removed, other mentions as `@Name`. */
  text: string;
  /** People mentioned, in order: the messenger's id and the name that stands in the text. */
  mentions: { id: string; name: string }[];
  /** The bot's message this one quotes or answers. */
  quotes?: string;
  /** What the quoted message said, where the messenger tells no id; its ticket number stands in it. */
  quotedText?: string;
  /** Pictures and files of the message, in order. */
  files?: SaidFile[];
}

export interface SaidFile {
  /** As the person's device calls it, or made up where the messenger has none. */
  name: string;
  /** The bytes; a messenger keeps some for minutes only. @throws MessengerError */
  read(): Promise<Uint8Array>;
}

/** How a messenger refused, in terms the outbox can act on. */
export type MessengerFault =
  /** Wait `retryAfterMs`, then the same call again. */
  | 'throttled'
  /** The month's calls are used up: nothing goes until they are counted anew. */
  | 'spent'
  /** Network, 5xx, time-out: the same call again, with backoff. */
  | 'unreachable'
  /** Another process has the platform's one connection: it can, this one cannot. */
  | 'elsewhere'
  /** The message or chat can no longer be changed: post a new one. */
  | 'gone'
  /** The words were rejected (DLP, sensitivity): resend masked. */
  | 'content'
  /** Asking again will not help: permissions, bad request, person out of reach. */
  | 'refused';

export class MessengerError extends Error {
  readonly fault: MessengerFault;
  readonly retryAfterMs: number | undefined;
  /** The platform's own code, for the log. */
  readonly platformCode: string | undefined;

  constructor(
    fault: MessengerFault,
    message: string,
    detail: { retryAfterMs?: number; platformCode?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: detail.cause });
    this.name = 'MessengerError';
    this.fault = fault;
    this.retryAfterMs = detail.retryAfterMs;
    this.platformCode = detail.platformCode;
  }
}
