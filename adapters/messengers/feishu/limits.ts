import type { LaneLimits } from '../../outbound/lane.ts';

/** Below what the platform allows (facts/messengers §2.3.1, §5.4): jitter on the way must not turn into refusals. */
export const laneLimits: LaneLimits = {
  // 5 a second for a group, shared by all bots in it.
  perChat: [{ limit: 4, windowMs: 1_000 }],
  // The platform allows 5 a second for one message; a person cannot read more than one.
  perMessage: [{ limit: 1, windowMs: 1_000 }],
  // 50 a second and 1000 a minute for an app and API.
  perApi: [
    { limit: 45, windowMs: 1_000 },
    { limit: 900, windowMs: 60_000 },
  ],
};
