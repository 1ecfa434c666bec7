import type { LaneLimits } from '../../outbound/lane.ts';

/** 20 calls a second for an app and API (facts/messengers §3.7, §5.4); jitter on the way must not turn into refusals. */
const perApi = [{ limit: 15, windowMs: 1_000 }];

export const laneLimits: LaneLimits = {
  // None is published for a group; `send.too.fast` shuts this window when the platform says so.
  perChat: perApi,
  // A redraw costs a call of the month, and must not go out while a tap on the card is being answered (§3.4): longer than answerWithinMs.
  perMessage: [{ limit: 1, windowMs: 2_000 }],
  perApi,
};

/** A custom robot falls silent for ten minutes after its twentieth message in a minute (§3.6). */
export const webhookLimits: LaneLimits = {
  perChat: [],
  perMessage: [],
  perApi: [{ limit: 18, windowMs: 60_000 }],
};

/** The client gives up after 2 s, network included (§0.3). */
export const answerWithinMs = 1_400;

/** Caps of §3.5 and §3.6. */
export const msgParamBytes = 15_000;
export const peopleAtOnce = 20;
