import type { LaneLimits } from '../../outbound/lane.ts';

/** Below what the platform allows a conversation, replies and pushes together: 30 a minute, 1000 an hour (facts/messengers §4.2, §5.4). */
export const laneLimits: LaneLimits = {
  perChat: [
    { limit: 25, windowMs: 60_000 },
    { limit: 900, windowMs: 3_600_000 },
  ],
  // A card changes only as the answer to a tap.
  perMessage: [],
  // The bot as a whole has no documented limit; uploads have one of their own.
  perApi: [],
};

/** Of the message-push robot: 20 a minute (§4.5). */
export const webhookLimits: LaneLimits = { perChat: [{ limit: 17, windowMs: 60_000 }], perMessage: [], perApi: [] };

/** 30 a minute (§4.2). */
export const uploadLimits: LaneLimits = { perChat: [{ limit: 25, windowMs: 60_000 }], perMessage: [], perApi: [] };

/** Longest markdown message, in bytes (§4.2); that of the message-push robot (§4.5). */
export const markdownBytes = 20_480;
export const webhookMarkdownBytes = 4_096;

/** What fits into the parts of a template_card: characters, or bytes where the platform refuses (§4.4). */
export const cardLimits = {
  sourceDesc: 13,
  title: 26,
  titleDesc: 30,
  subTitle: 112,
  rows: 6,
  rowName: 5,
  rowValue: 26,
  buttons: 6,
  buttonText: 10,
  selects: 3,
  selectTitle: 13,
  selectOptions: 10,
  selectOptionText: 10,
  voteOptions: 20,
  voteOptionText: 11,
  optionIdBytes: 128,
};
