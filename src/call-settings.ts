import * as z from 'zod';
import { optional } from './messenger-settings.ts';

/** The part of the environment for reaching colleagues outside the messengers. */
export const callEnvironment = {
  /** Mail to colleagues: smtp(s)://user:password@host:port */
  SMTP_URL: optional(z.url()),
  /** Its sender; unset = the user of SMTP_URL, where that is an address */
  SMTP_FROM: optional(z.email()),
  /** Text messages to colleagues' phones; unset = none */
  SMS_PROVIDER: optional(z.enum(['aliyun', 'tencent'])),
  SMS_KEY_ID: optional(z.string()),
  SMS_KEY_SECRET: optional(z.string()),
  /** The approved signature. */
  SMS_SIGN_NAME: optional(z.string()),
  /** The approved template, with one variable for what has happened. */
  SMS_TEMPLATE: optional(z.string()),
  /** Name of that variable; Tencent numbers them instead. */
  SMS_TEMPLATE_VARIABLE: z.string().default('content'),
  /** Tencent: SmsSdkAppId. */
  SMS_APP_ID: optional(z.string()),
  /** Tencent. */
  SMS_REGION: z.string().default('ap-guangzhou'),
  SMS_URL: optional(z.url()),
};

type CallEnvironment = z.infer<z.ZodObject<typeof callEnvironment>>;

/** @throws Error that names what is missing: half a setting would only be noticed at night */
export function callSettingsIn(settings: CallEnvironment) {
  return { teamMail: teamMailIn(settings), sms: smsIn(settings) };
}

function teamMailIn({ SMTP_URL, SMTP_FROM }: CallEnvironment): { url: string; from: string } | undefined {
  if (SMTP_URL === undefined) return undefined;
  const user = decodeURIComponent(new URL(SMTP_URL).username);
  const from = SMTP_FROM ?? (user.includes('@') ? user : undefined);
  if (from === undefined) throw new Error('bad settings:\n  SMTP_FROM: needed, because the user of SMTP_URL is no address');
  return { url: SMTP_URL, from };
}

function smsIn(settings: CallEnvironment) {
  const { SMS_PROVIDER: provider, SMS_TEMPLATE_VARIABLE: variable, SMS_REGION: region, SMS_URL: url } = settings;
  if (provider === undefined) return undefined;
  const given = (name: 'SMS_KEY_ID' | 'SMS_KEY_SECRET' | 'SMS_SIGN_NAME' | 'SMS_TEMPLATE' | 'SMS_APP_ID'): string => {
    const value = settings[name];
    if (value === undefined) throw new Error(`bad settings:\n  ${name}: needed for SMS_PROVIDER`);
    return value;
  };
  const common = {
    keyId: given('SMS_KEY_ID'),
    keySecret: given('SMS_KEY_SECRET'),
    signName: given('SMS_SIGN_NAME'),
    template: given('SMS_TEMPLATE'),
  };
  return provider === 'aliyun'
    ? { provider, ...common, variable, url: url ?? 'https://dysmsapi.aliyuncs.com/' }
    : { provider, ...common, region, appId: given('SMS_APP_ID'), url: url ?? 'https://sms.tencentcloudapi.com/' };
}
