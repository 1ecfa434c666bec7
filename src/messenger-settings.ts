import * as z from 'zod';

/** An empty variable is an unset one. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const url = z.url();

/** The part of the environment that connects messengers. */
export const messengerEnvironment = {
  FEISHU_APP_ID: optional(z.string()),
  FEISHU_APP_SECRET: optional(z.string()),
  FEISHU_BASE_URL: url.default('https://open.feishu.cn'),
  FEISHU_MODE: z.enum(['ws', 'http']).default('ws'),
  FEISHU_ENCRYPT_KEY: optional(z.string()),
  FEISHU_VERIFICATION_TOKEN: optional(z.string()),
  /** Where one person sees what they alone asked to read; cards for one person are not confirmed for every tenant. */
  FEISHU_PRIVATE_VIEW: optional(z.enum(['in-group', 'direct', 'off'])),
  DINGTALK_CLIENT_ID: optional(z.string()),
  DINGTALK_CLIENT_SECRET: optional(z.string()),
  /** Unset = as messages name it, and the client id before the first one. */
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
  /** Bytes one variable of a card takes: 1024 is documented, more seems to pass. */
  DINGTALK_CARD_VALUE_BYTES: optional(z.coerce.number().int().min(256)),
  /** TEXT is one line high and official; TEXT_AREA is reported to work. */
  DINGTALK_FORM_FIELD: optional(z.enum(['TEXT', 'TEXT_AREA'])),
  /** Answers commands through the webhook of the message, which may not count to the month. */
  DINGTALK_SESSION_REPLIES: optional(z.enum(['on', 'off'])),
  /** Whether buyers' pictures are posted below their cards; each takes two calls of the month. */
  DINGTALK_PICTURES: optional(z.enum(['on', 'off'])),
  /** Whether the message that somebody quotes is told is in no document; read is right where it is. */
  DINGTALK_QUOTED_MESSAGES: optional(z.enum(['read', 'ignore'])),
  /** Whether members of a group may be asked for is in no document for groups that the app did not make. */
  DINGTALK_GROUP_MEMBERS: optional(z.enum(['ask', 'off'])),
  WECOM_BOT_ID: optional(z.string()),
  WECOM_BOT_SECRET: optional(z.string()),
  /** The bot's name in the group; needed where it contains spaces. */
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
  /** Whether a card that was redrawn after a tap can be tapped again. */
  WECOM_UPDATED_CARDS: optional(z.enum(['clickable', 'dead'])),
  /** Bytes of buyer's words in a card; what is longer goes before it as a message. */
  WECOM_QUOTE_BYTES: optional(z.coerce.number().int().min(200)),
  /** Whether what a card has no room for goes before it as a message. */
  WECOM_FULL_TEXT: optional(z.enum(['before', 'never'])),
  /** Receiver named inside encrypted callbacks; none for internal bots. */
  WECOM_RECEIVE_ID: optional(z.string()),
  /** After another program took the bot's one connection: wait at least so long before taking it back. */
  WECOM_TAKE_OVER_SECONDS: optional(z.coerce.number().int().positive()),
};

export type MessengerEnvironment = z.infer<z.ZodObject<typeof messengerEnvironment>>;

/** A messenger is configured when its credentials are there. */
export function messengersIn(settings: MessengerEnvironment) {
  const feishu =
    settings.FEISHU_APP_ID && settings.FEISHU_APP_SECRET
      ? {
          appId: settings.FEISHU_APP_ID,
          appSecret: settings.FEISHU_APP_SECRET,
          baseUrl: settings.FEISHU_BASE_URL.replace(/\/$/, ''),
          mode: settings.FEISHU_MODE,
          encryptKey: settings.FEISHU_ENCRYPT_KEY,
          verificationToken: settings.FEISHU_VERIFICATION_TOKEN,
          privateView: settings.FEISHU_PRIVATE_VIEW,
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
          cardValueBytes: settings.DINGTALK_CARD_VALUE_BYTES,
          multilineField: settings.DINGTALK_FORM_FIELD,
          sessionReplies: settings.DINGTALK_SESSION_REPLIES,
          pictures: settings.DINGTALK_PICTURES,
          quotedMessages: settings.DINGTALK_QUOTED_MESSAGES,
          groupMembers: settings.DINGTALK_GROUP_MEMBERS,
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
          updatedCards: settings.WECOM_UPDATED_CARDS,
          quoteBytes: settings.WECOM_QUOTE_BYTES,
          fullText: settings.WECOM_FULL_TEXT,
          receiveId: settings.WECOM_RECEIVE_ID,
          takeOverAfterMs: settings.WECOM_TAKE_OVER_SECONDS && settings.WECOM_TAKE_OVER_SECONDS * 1_000,
        }
      : undefined;
  return { feishu, dingtalk, wecom };
}
