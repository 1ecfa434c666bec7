import { z } from 'zod';

const base = (url: string) =>
  z
    .url()
    .default(url)
    .transform((given) => given.replace(/\/+$/, ''));

/** Settings of one DingTalk app. Environment names are in setup.md. */
export const dingtalkConfig = z.object({
  /** Client ID, formerly AppKey. */
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** The AppKey for the robot of an internal app; absent = as messages name it, and the AppKey before the first one (facts/messengers §3.5). */
  robotCode: z.string().min(1).optional(),
  /** `<uuid>.schema` of the published ticket-card.json; absent = markdown with commands to type. */
  cardTemplate: z.string().min(1).optional(),
  /** Host of `/v1.0/…` and of the stream gateway. */
  apiUrl: base('https://api.dingtalk.com'),
  /** Host of the old API: uploads and names. */
  oapiUrl: base('https://oapi.dingtalk.com'),
  /** Language of the few words this adapter adds by itself. */
  language: z.enum(['zh', 'en']).default('zh'),
  /** Longest wait for one call; the platform itself gives up after 3 s (facts/messengers §3.7). */
  requestTimeoutMs: z.number().int().positive().default(5_000),
  /** A custom robot of one group, for urgent cards once the month's calls are used up. */
  webhookUrl: z.url().optional(),
  /** Secret of that robot when its security setting is a signature. */
  webhookSecret: z.string().min(1).optional(),
  /** Time between two signs of life asked from the connection. */
  heartbeatMs: z.number().int().positive().default(8_000),

  /** Posts buyers' pictures below their cards: two calls of the month each. */
  pictures: z.enum(['on', 'off']).default('on'),

  // What is UNCONFIRMED in facts/messengers §6 and can be set once it was seen on a tenant.

  /** Bytes that one variable of a card takes; 1 KB is documented, more seems to pass. */
  cardValueBytes: z.number().int().min(256).default(1_024),
  /** TEXT is official and one line high; TEXT_AREA is reported by third parties. */
  multilineField: z.enum(['TEXT', 'TEXT_AREA']).default('TEXT'),
  /** Says things through the webhook of the last message while it lasts: mentions people, and may or may not count by the month. */
  sessionReplies: z.enum(['off', 'on']).default('off'),
  /** Whether the member list answers for groups that the app did not make; a refusal is remembered for a day. */
  groupMembers: z.enum(['ask', 'off']).default('ask'),
  /** Which message is quoted is in no document, but comes as `originalProcessQueryKey` by several reports. */
  quotedMessages: z.enum(['read', 'ignore']).default('read'),
});

export type DingtalkOptions = z.input<typeof dingtalkConfig>;
export type DingtalkConfig = z.output<typeof dingtalkConfig>;
