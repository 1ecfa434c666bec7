import type { Inbound, Tap } from '../../../src/ports/messenger.ts';
import { answerTap } from './answer-tap.ts';
import type { Redraw, TapParts } from './answer-tap.ts';
import type { Identity } from './identity.ts';
import type { WecomFile } from './parse-content.ts';
import { parsePush } from './parse-inbound.ts';
import type { Pushed } from './parse-inbound.ts';
import { detailsText } from './render-full.ts';
import type { Sender } from './send.ts';
import type { TapKey } from './tap-key.ts';

/** How to answer one push. Each may be used once, by the way in that brought the push. */
export interface Answers {
  /** Redraws the card that was clicked. Rejects when the platform did not take it. */
  redraw(redraw: Redraw): Promise<void>;
  /** Greets whoever opened the single chat. */
  welcome(text: string): Promise<void>;
  /** An address that takes one message into the chat, in callback mode. */
  offerUrl?(chat: string, url: string): void;
}

/** Takes the body of a push and resolves once everything it asks for was done. Never rejects. */
export type Dispatch = (body: unknown, answers: Answers) => Promise<void>;

/** Turns pushes into calls of `inbound`; the long connection and the HTTP route share it. */
export function createDispatcher(
  parts: Omit<TapParts, 'tellLate'> & {
    inbound: Inbound;
    identity: Identity;
    sender: Sender;
    updatedCards: 'clickable' | 'dead';
    /** The bytes of what a person sent along. @throws MessengerError */
    download: (file: WecomFile) => Promise<Uint8Array>;
    /** Ours; what is for another is not for us. */
    botId: string | undefined;
    onRefused: () => void;
    onEvent: () => void;
  },
): Dispatch {
  const { inbound, identity, sender, desk, drawing, onEvent, onRefused } = parts;
  const { words } = drawing;
  const met = new Set<string>();

  const tellLate: TapParts['tellLate'] = (tap, { toast }) => {
    const key = `late-${tap.eventId}`;
    const text = tap.ticket === 0 ? toast.text : `#${tap.ticket} ${toast.text}`;
    sender.say({ chat: tap.chat, text, key, mention: [tap.person.id] }).catch(() => undefined);
  };

  /** What the card had no room for, when somebody asked to read it; and, where an updated card is dead, a live one. */
  async function follow(tap: Tap, { shows, cut, people }: Redraw): Promise<void> {
    if (!shows) return;
    const asked = tap.action === 'details' || (tap.action === 'translate' && cut);
    if (asked && (cut || shows.history?.length))
      await sender.say({ chat: tap.chat, text: detailsText(shows, words), key: `more-${tap.eventId}` });
    if (parts.updatedCards === 'dead' && !people)
      await sender.postCard({ chat: tap.chat, card: { ...shows, kind: 'compact' }, key: `live-${tap.eventId}` });
  }

  async function tapped({ tap, step }: { tap: Tap; step: TapKey['step'] }, answers: Answers): Promise<void> {
    const moment = desk.begin(tap.messageId);
    const redraw = await answerTap({ tap, step, redrawn: moment.redrawn }, { inbound, desk, drawing, tellLate });
    try {
      await answers.redraw(redraw);
      moment.close('drawn');
      if (redraw.shows) desk.remember(tap.messageId, redraw.shows);
    } catch {
      moment.close('not-drawn');
      // Too late or not taken. The person must not be left with a card that did nothing.
      if (redraw.note) tellLate(tap, { toast: { type: 'info', text: redraw.note } });
    }
    await follow(tap, redraw);
  }

  /** The platform does not say that the bot was added to a group: the first message there shows it. */
  async function meet(chat: string): Promise<void> {
    if (met.has(chat)) return;
    met.add(chat);
    await inbound.joined({ messenger: 'wecom', chat });
  }

  /** Null for what cannot be read, and what is not for this bot. */
  function read(body: unknown): Pushed | null {
    try {
      return parsePush(body, { botName: drawing.botName, botId: parts.botId, identity });
    } catch {
      return null;
    }
  }

  async function take(body: unknown, answers: Answers): Promise<void> {
    onEvent();
    const pushed = read(body);
    if (!pushed) return onRefused();
    switch (pushed.kind) {
      case 'said': {
        const { saying, responseUrl } = pushed;
        const files = pushed.files.map((file) => ({ name: file.name, read: () => parts.download(file) }));
        if (responseUrl) answers.offerUrl?.(saying.chat, responseUrl);
        identity.meet(saying.person.id);
        if (saying.chatKind === 'group') await meet(saying.chat);
        await inbound.said({ ...saying, ...(files.length > 0 ? { files } : {}) });
        return;
      }
      case 'tapped':
        identity.meet(pushed.tap.person.id);
        return tapped(pushed, answers);
      case 'entered':
        return answers.welcome(words.welcome);
      case 'foreign':
        return onRefused();
      case 'other':
        return;
    }
  }

  return async (body, answers) => {
    try {
      await take(body, answers);
    } catch {
      // Nothing is pushed twice (facts/messengers §0.3), and what failed is the core's to log; an unhandled rejection
      // would end the process.
    }
  };
}
