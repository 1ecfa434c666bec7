import { z } from 'zod';

/** Settings of one Feishu app. Environment names are in setup.md. */
export const feishuConfig = z
  .object({
    /** `cli_` and 16 hex digits; with anything else the SDK's long connection stays idle for ever (facts/messengers §1.1). */
    appId: z.string().regex(/^cli_[0-9a-fA-F]{16}$/),
    appSecret: z.string().min(1),
    /** Prefix of every route; Lark tenants use https://open.larksuite.com. */
    baseUrl: z
      .url()
      .default('https://open.feishu.cn')
      .transform((url) => url.replace(/\/+$/, '')),
    /** How events arrive: a long connection opened from here, or calls to `/hook/feishu`. */
    mode: z.enum(['ws', 'http']).default('ws'),
    /** Only for `http`. With it bodies are encrypted and signed. */
    encryptKey: z.string().min(1).optional(),
    /** Only for `http`. */
    verificationToken: z.string().min(1).optional(),
    /**
     * What one person asked to read: on a card in the group that only they see, or in the private chat with the bot. Whether
     * such cards take the JSON of today is UNCONFIRMED (facts/messengers §2.3.4, §6); what is refused goes to the private chat.
     */
    privateView: z.enum(['in-group', 'direct', 'off']).default('in-group'),
    /** Language of the few words this adapter adds by itself. */
    language: z.enum(['zh', 'en']).default('zh'),
    /** Longest wait for one API call; the SDK itself has none (facts/messengers §2.1). */
    requestTimeoutMs: z.number().int().positive().default(8_000),
    /** Silence after a ping that counts as a dead socket; the SDK's own default, 0, never notices one. */
    pingTimeoutSeconds: z.number().positive().default(10),
    /** Time between two signs of life that we ask for ourselves: the platform's own come two minutes apart. */
    heartbeatMs: z.number().int().positive().default(8_000),
  })
  .refine((config) => config.mode === 'ws' || config.encryptKey || config.verificationToken, {
    message: 'http mode needs FEISHU_ENCRYPT_KEY or FEISHU_VERIFICATION_TOKEN, or anybody could post events',
    path: ['encryptKey'],
  });

export type FeishuOptions = z.input<typeof feishuConfig>;
export type FeishuConfig = z.output<typeof feishuConfig>;
