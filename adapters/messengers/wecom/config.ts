import { z } from 'zod';

const address = (fallback: string) =>
  z
    .url()
    .default(fallback)
    .transform((url) => url.replace(/\/+$/, ''));

/** Settings of one WeCom AI bot. Environment names are in setup.md. */
export const wecomConfig = z
  .object({
    /** Needed for `ws`. */
    botId: z.string().min(1).optional(),
    /** Needed for `ws`. */
    botSecret: z.string().min(1).optional(),
    /** As it stands in the group, blanks included: its mention arrives as words and is cut off by this name (facts/messengers §4.2). */
    botName: z.string().min(1).optional(),
    wsUrl: address('wss://openws.work.weixin.qq.com'),
    /** How events arrive: one long connection opened from here, or calls to `/hook/wecom`. A bot is set to one of them (§4.0). */
    mode: z.enum(['ws', 'http']).default('ws'),
    /** Only for `http`. */
    token: z.string().min(1).optional(),
    /** EncodingAESKey, only for `http`. */
    aesKey: z
      .string()
      .regex(/^[A-Za-z0-9+/]{43}$/, 'the EncodingAESKey has 43 letters and digits')
      .optional(),
    /** Receiver inside encrypted callbacks: empty for internal bots (§4.3). */
    receiveId: z.string().default(''),
    /** Of the corp's own app: names of people, phone calls. */
    apiUrl: address('https://qyapi.weixin.qq.com'),
    corpId: z.string().min(1).optional(),
    corpSecret: z.string().min(1).optional(),
    /** A message-push robot of the alert group: urgent cards go through it while the bot is cut off. */
    webhookUrl: z.url().optional(),
    /** How long the bot must have been cut off before they do. */
    webhookAfterMs: z.number().int().nonnegative().default(30_000),
    /** Language of the words this adapter adds by itself. */
    language: z.enum(['zh', 'en']).default('zh'),
    /** Longest wait for one API call, and of a send for the connection to come back. */
    requestTimeoutMs: z.number().int().positive().default(8_000),
    /** Between two pings; a dead line is noticed within three (§4.1). */
    heartbeatMs: z.number().int().positive().default(15_000),
    /** After another process took the connection: least wait before taking it back; up to twice as long with jitter. */
    takeOverAfterMs: z.number().int().positive().default(60_000),
    /** Whether a message with the whole text goes before a card that had to be shortened. */
    fullText: z.enum(['before', 'never']).default('before'),
    /** Room for the buyer's words in a card; the platform names none (§4.4). */
    quoteBytes: z.number().int().min(200).default(1_500),
    /** Whether an updated card can be tapped again: unconfirmed (§6 no. 11). With `dead` a fresh card follows each tap. */
    updatedCards: z.enum(['clickable', 'dead']).default('clickable'),
  })
  .superRefine((config, context) => {
    const missing = (path: keyof typeof config, message: string) => {
      if (!config[path]) context.addIssue({ code: 'custom', path: [path], message });
    };
    if (config.mode === 'ws') {
      missing('botId', 'ws mode needs WECOM_BOT_ID');
      missing('botSecret', 'ws mode needs WECOM_BOT_SECRET');
    } else {
      missing('token', 'http mode needs WECOM_TOKEN');
      missing('aesKey', 'http mode needs WECOM_AES_KEY');
    }
    if (Boolean(config.corpId) !== Boolean(config.corpSecret))
      context.addIssue({ code: 'custom', path: ['corpId'], message: 'WECOM_CORP_ID and WECOM_CORP_SECRET belong together' });
  });

export type WecomOptions = z.input<typeof wecomConfig>;
export type WecomConfig = z.output<typeof wecomConfig>;
