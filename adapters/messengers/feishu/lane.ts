import { MessengerError } from '../../../src/ports/messenger.ts';
import { appWideLimit } from './fault.ts';
import { createSlidingWindow } from './sliding-window.ts';
import type { Sleeper, SlidingWindow } from './sliding-window.ts';

/** Below the platform's 5 a second for a group, which all bots in the group share (facts/messengers §2.3.1, §5.4). */
const perChat = { limit: 4, windowMs: 1_000 };
/** The platform allows 5 a second for one message; a person cannot read more than one. */
const perMessage = { limit: 1, windowMs: 1_000 };
/** 50 a second and 1000 a minute for an app and API; a tenth is left for jitter on the way. */
const perApi = [
  { limit: 45, windowMs: 1_000 },
  { limit: 900, windowMs: 60_000 },
];

type Api = 'create' | 'reply' | 'patch';

export interface Lane {
  /** Runs a send when the chat and the app have room. */
  send<T>(api: 'create' | 'reply', chat: string, run: () => Promise<T>): Promise<T>;
  /**
   * Runs the newest redraw of a message when it has room. A redraw that is overtaken while it waits is not sent;
   * its caller gets the outcome of the one that took its place.
   */
  redraw(messageId: string, run: () => Promise<void>): Promise<void>;
  /** The platform redraws this message now, as the answer to a tap; a redraw at the same time would be reverted (facts §2.7.4). */
  redrawnByTap(messageId: string): void;
}

export function createLane(sleeper: Sleeper): Lane {
  const windows = new Map<string, SlidingWindow>();
  const waiting = new Map<string, { run: () => Promise<void>; done: Promise<void> }>();
  const running = new Map<string, Promise<void>>();

  function windowOf(key: string, size: { limit: number; windowMs: number }): SlidingWindow {
    // One entry per chat and message that was ever written to would grow without end.
    if (windows.size > 1_000) for (const [other, window] of windows) if (window.idle()) windows.delete(other);
    const window = windows.get(key) ?? createSlidingWindow({ ...size, sleeper });
    windows.set(key, window);
    return window;
  }

  const apiWindows = (api: Api) => perApi.map((size) => windowOf(`${api}/${size.windowMs}`, size));

  /** Waits for every window, the narrowest first, then runs. When the platform still says "too fast" they stay shut as long as it asks. */
  async function passAll<T>(gates: SlidingWindow[], run: () => Promise<T>): Promise<T> {
    const leaves: (() => void)[] = [];
    try {
      for (const gate of gates) leaves.push(await gate.enter());
      return await run();
    } catch (error) {
      if (error instanceof MessengerError && error.retryAfterMs) {
        const shut = error.platformCode === appWideLimit ? gates : gates.slice(0, 1);
        for (const gate of shut) gate.hold(error.retryAfterMs);
      }
      throw error;
    } finally {
      for (const leave of leaves) leave();
    }
  }

  return {
    send: (api, chat, run) => passAll([windowOf(`chat/${chat}`, perChat), ...apiWindows(api)], run),

    redraw(messageId, run) {
      const overtaken = waiting.get(messageId);
      if (overtaken) {
        overtaken.run = run;
        return overtaken.done;
      }
      const before = running.get(messageId);
      const entry = { run, done: Promise.resolve() };
      entry.done = (async () => {
        // One at a time, so that an older picture cannot arrive after a newer one.
        await before?.catch(() => undefined);
        await passAll([windowOf(`message/${messageId}`, perMessage), ...apiWindows('patch')], () => {
          waiting.delete(messageId);
          running.set(messageId, entry.done);
          return entry.run();
        });
      })().finally(() => {
        if (waiting.get(messageId) === entry) waiting.delete(messageId);
        if (running.get(messageId) === entry.done) running.delete(messageId);
      });
      waiting.set(messageId, entry);
      return entry.done;
    },

    redrawnByTap: (messageId) => windowOf(`message/${messageId}`, perMessage).hold(perMessage.windowMs),
  };
}
