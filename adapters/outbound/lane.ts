import { MessengerError } from '../../src/ports/messenger.ts';
import { createSlidingWindow } from './sliding-window.ts';
import type { Limit, Sleeper, SlidingWindow } from './sliding-window.ts';

/** What a platform allows, each list from the narrowest to the widest window. */
export interface LaneLimits {
  /** Sends into one chat. */
  perChat: readonly Limit[];
  /** Redraws of one message. */
  perMessage: readonly Limit[];
  /** Calls of one route of the app, whatever the chat. */
  perApi: readonly Limit[];
}

export interface Lane {
  /** Runs a send when the chat and the app have room; an urgent one overtakes those that wait. */
  send<T>(to: { api: string; chat: string; urgent?: boolean }, run: () => Promise<T>): Promise<T>;
  /** Runs a call that goes into no chat when the app has room. */
  call<T>(api: string, run: () => Promise<T>): Promise<T>;
  /**
   * Runs the newest redraw of a message when it has room. A redraw that is overtaken while it waits is not sent;
   * its caller gets the outcome of the one that took its place.
   */
  redraw(messageId: string, run: () => Promise<void>): Promise<void>;
  /** The platform redraws this message now, as the answer to a tap; a redraw at the same time would be reverted (facts/messengers §2.7.4). */
  redrawnByTap(messageId: string): void;
}

/**
 * The one way out of an adapter. Waiting is all it does: nothing is dropped, and what the platform still refuses as too
 * much shuts the window that is concerned for as long as it asks.
 * @param options.isAppWide whether a refusal concerns every chat; the others are of one chat, person or message
 */
export function createLane(options: {
  limits: LaneLimits;
  sleeper: Sleeper;
  isAppWide: (refusal: MessengerError) => boolean;
}): Lane {
  const { limits, sleeper, isAppWide } = options;
  const windows = new Map<string, SlidingWindow>();
  const waiting = new Map<string, { run: () => Promise<void>; done: Promise<void> }>();
  const running = new Map<string, Promise<void>>();

  function windowsOf(key: string, sizes: readonly Limit[]): SlidingWindow[] {
    // One entry per chat and message that was ever written to would grow without end.
    if (windows.size > 1_000) for (const [other, window] of windows) if (window.idle()) windows.delete(other);
    return sizes.map((size) => {
      const name = `${key}/${size.windowMs}`;
      const window = windows.get(name) ?? createSlidingWindow({ ...size, sleeper });
      windows.set(name, window);
      return window;
    });
  }

  const apiWindows = (api: string): SlidingWindow[] => windowsOf(`api/${api}`, limits.perApi);

  async function passAll<T>(
    gates: { own: SlidingWindow[]; app: SlidingWindow[]; urgent?: boolean | undefined },
    run: () => Promise<T>,
  ): Promise<T> {
    const leaves: (() => void)[] = [];
    const caller = { urgent: gates.urgent === true };
    try {
      for (const gate of [...gates.own, ...gates.app]) leaves.push(await gate.enter(caller));
      return await run();
    } catch (error) {
      if (error instanceof MessengerError && error.retryAfterMs) {
        const shut = isAppWide(error) || gates.own.length === 0 ? [...gates.own, ...gates.app] : gates.own.slice(0, 1);
        for (const gate of shut) gate.hold(error.retryAfterMs);
      }
      throw error;
    } finally {
      for (const leave of leaves) leave();
    }
  }

  return {
    send: ({ api, chat, urgent }, run) =>
      passAll({ own: windowsOf(`chat/${chat}`, limits.perChat), app: apiWindows(api), urgent }, run),

    call: (api, run) => passAll({ own: [], app: apiWindows(api) }, run),

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
        await passAll({ own: windowsOf(`message/${messageId}`, limits.perMessage), app: apiWindows('redraw') }, () => {
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

    redrawnByTap(messageId) {
      for (const window of windowsOf(`message/${messageId}`, limits.perMessage.slice(0, 1)))
        window.hold(limits.perMessage[0]!.windowMs);
    },
  };
}
