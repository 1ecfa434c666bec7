import * as z from 'zod';

const onOff = z.enum(['on', 'off']).transform((value) => value === 'on');
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const url = z.url();

/** Every setting the process reads, parsed once. Names are the product's interface: README lists them. */
const environment = z.object({
  GENGFU_PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  GENGFU_HOST: z.string().default('127.0.0.1'),
  GENGFU_DATA: z.string().default('./data'),
  /** on | off; unset = on until a real messenger is configured */
  GENGFU_SANDBOX: optional(onOff),
  /** Whether the sandbox's demo buyers write on their own. */
  GENGFU_DEMO: optional(onOff).transform((value) => value ?? true),
  GENGFU_LANGUAGE: z.enum(['zh', 'en']).default('zh'),
  GENGFU_ZONE: z.string().default('Asia/Shanghai'),
  GENGFU_KEY: optional(z.string()),
  GENGFU_LOG: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Largest marketplace push accepted, in bytes. */
  GENGFU_MAX_BODY: z.coerce.number().int().positive().default(1_048_576),
  /** Port of the built-in SMTP receiver; unset = none */
  GENGFU_SMTP_PORT: optional(z.coerce.number().int().min(0).max(65535)),
  FEISHU_APP_ID: optional(z.string()),
  FEISHU_APP_SECRET: optional(z.string()),
  FEISHU_BASE_URL: url.default('https://open.feishu.cn'),
  FEISHU_MODE: z.enum(['ws', 'http']).default('ws'),
  FEISHU_ENCRYPT_KEY: optional(z.string()),
  FEISHU_VERIFICATION_TOKEN: optional(z.string()),
  DINGTALK_CLIENT_ID: optional(z.string()),
  DINGTALK_CLIENT_SECRET: optional(z.string()),
  /** Unset = the client id, which is right for a robot of one's own app. */
  DINGTALK_ROBOT_CODE: optional(z.string()),
  /** Id of the imported card template, `….schema`; unset = cards are plain text with commands. */
  DINGTALK_CARD_TEMPLATE: optional(z.string()),
  DINGTALK_API_URL: url.default('https://api.dingtalk.com'),
  DINGTALK_OAPI_URL: url.default('https://oapi.dingtalk.com'),
  /** A custom robot that still carries urgent alerts when the month's calls are used up. */
  DINGTALK_WEBHOOK_URL: optional(url),
  DINGTALK_WEBHOOK_SECRET: optional(z.string()),
  /** Calls a month that the organisation's edition allows. */
  DINGTALK_MONTHLY_CALLS: z.coerce.number().int().positive().default(10_000),
  WECOM_BOT_ID: optional(z.string()),
  WECOM_BOT_SECRET: optional(z.string()),
  /** The bot's name in the group, where it contains spaces. */
  WECOM_BOT_NAME: optional(z.string()),
  WECOM_WS_URL: url.default('wss://openws.work.weixin.qq.com'),
  WECOM_MODE: z.enum(['ws', 'http']).default('ws'),
  WECOM_TOKEN: optional(z.string()),
  WECOM_AES_KEY: optional(z.string()),
  WECOM_API_URL: url.default('https://qyapi.weixin.qq.com'),
  /** A group robot that carries urgent alerts while the bot cannot be reached. */
  WECOM_WEBHOOK_URL: optional(url),
  /** A self-built app of the same corp: names of people, phone calls. */
  WECOM_CORP_ID: optional(z.string()),
  WECOM_CORP_SECRET: optional(z.string()),
  /** deepl | openai; unset = no translation (the sandbox uses its phrasebook) */
  TRANSLATOR: optional(z.enum(['deepl', 'openai'])),
  TRANSLATOR_URL: optional(url),
  TRANSLATOR_KEY: optional(z.string()),
  TRANSLATOR_TIMEOUT_MS: z.coerce.number().int().positive().default(8_000),
  MODEL_URL: optional(url),
  MODEL_KEY: optional(z.string()),
  MODEL_NAME: optional(z.string()),
});

type Environment = z.infer<typeof environment>;
export type Config = ReturnType<typeof loadConfig>;

/** @throws Error with one line per bad variable; values are never repeated, they may be secrets */
export function loadConfig(env: Record<string, string | undefined> = process.env) {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`bad settings:\n  ${lines.join('\n  ')}`);
  }
  const settings = parsed.data;
  const messengers = messengersIn(settings);
  return {
    port: settings.GENGFU_PORT,
    host: settings.GENGFU_HOST,
    dataFolder: settings.GENGFU_DATA,
    key: settings.GENGFU_KEY,
    language: settings.GENGFU_LANGUAGE,
    zone: settings.GENGFU_ZONE,
    logLevel: settings.GENGFU_LOG,
    maxBodyBytes: settings.GENGFU_MAX_BODY,
    smtpPort: settings.GENGFU_SMTP_PORT,
    sandbox: settings.GENGFU_SANDBOX ?? Object.values(messengers).every((messenger) => messenger === undefined),
    demo: settings.GENGFU_DEMO,
    ...messengers,
    translator: settings.TRANSLATOR
      ? {
          kind: settings.TRANSLATOR,
          url: settings.TRANSLATOR_URL ?? (settings.TRANSLATOR === 'openai' ? settings.MODEL_URL : undefined),
          key: settings.TRANSLATOR_KEY ?? settings.MODEL_KEY,
          model: settings.MODEL_NAME,
        }
      : undefined,
    translatorTimeoutMs: settings.TRANSLATOR_TIMEOUT_MS,
  };
}

/** A messenger is configured when its credentials are there. */
function messengersIn(settings: Environment) {
  const feishu =
    settings.FEISHU_APP_ID && settings.FEISHU_APP_SECRET
      ? {
          appId: settings.FEISHU_APP_ID,
          appSecret: settings.FEISHU_APP_SECRET,
          baseUrl: settings.FEISHU_BASE_URL.replace(/\/$/, ''),
          mode: settings.FEISHU_MODE,
          encryptKey: settings.FEISHU_ENCRYPT_KEY,
          verificationToken: settings.FEISHU_VERIFICATION_TOKEN,
        }
      : undefined;
  const dingtalk =
    settings.DINGTALK_CLIENT_ID && settings.DINGTALK_CLIENT_SECRET
      ? {
          clientId: settings.DINGTALK_CLIENT_ID,
          clientSecret: settings.DINGTALK_CLIENT_SECRET,
          robotCode: settings.DINGTALK_ROBOT_CODE,
          cardTemplate: settings.DINGTALK_CARD_TEMPLATE,
          apiUrl: settings.DINGTALK_API_URL,
          oapiUrl: settings.DINGTALK_OAPI_URL,
          webhookUrl: settings.DINGTALK_WEBHOOK_URL,
          webhookSecret: settings.DINGTALK_WEBHOOK_SECRET,
          monthlyCalls: settings.DINGTALK_MONTHLY_CALLS,
        }
      : undefined;
  const wecom =
    (settings.WECOM_MODE === 'ws' && settings.WECOM_BOT_ID && settings.WECOM_BOT_SECRET) ||
    (settings.WECOM_MODE === 'http' && settings.WECOM_TOKEN && settings.WECOM_AES_KEY)
      ? {
          botId: settings.WECOM_BOT_ID,
          botSecret: settings.WECOM_BOT_SECRET,
          botName: settings.WECOM_BOT_NAME,
          wsUrl: settings.WECOM_WS_URL,
          mode: settings.WECOM_MODE,
          token: settings.WECOM_TOKEN,
          aesKey: settings.WECOM_AES_KEY,
          apiUrl: settings.WECOM_API_URL,
          webhookUrl: settings.WECOM_WEBHOOK_URL,
          corpId: settings.WECOM_CORP_ID,
          corpSecret: settings.WECOM_CORP_SECRET,
        }
      : undefined;
  return { feishu, dingtalk, wecom };
}
