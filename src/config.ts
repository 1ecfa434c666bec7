import * as z from 'zod';
import { callEnvironment, callSettingsIn } from './call-settings.ts';
import { incompleteMessengers } from './incomplete-messengers.ts';
import { messengerEnvironment, messengersIn, optional } from './messenger-settings.ts';

const onOff = z.enum(['on', 'off']).transform((value) => value === 'on');
const url = z.url();

/** Every setting the process reads, parsed once. Names are the product's interface: README lists them. */
const environment = z.object({
  GENGFU_PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  GENGFU_HOST: z.string().default('127.0.0.1'),
  /** Where browsers and platforms reach this service, without a path; unset = only this machine does */
  GENGFU_PUBLIC_URL: optional(url),
  GENGFU_DATA: z.string().default('./data'),
  /** on | off; unset = on until a setting of a real messenger is there */
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
  ...messengerEnvironment,
  ...callEnvironment,
  /** deepl | openai; unset = no translation (the sandbox uses its phrasebook) */
  TRANSLATOR: optional(z.enum(['deepl', 'openai'])),
  TRANSLATOR_URL: optional(url),
  TRANSLATOR_KEY: optional(z.string()),
  TRANSLATOR_TIMEOUT_MS: z.coerce.number().int().positive().default(8_000),
  MODEL_URL: optional(url),
  MODEL_KEY: optional(z.string()),
  MODEL_NAME: optional(z.string()),
});

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
  const incomplete = incompleteMessengers(settings);
  return {
    port: settings.GENGFU_PORT,
    host: settings.GENGFU_HOST,
    publicUrl: settings.GENGFU_PUBLIC_URL ?? `http://localhost:${settings.GENGFU_PORT}`,
    dataFolder: settings.GENGFU_DATA,
    key: settings.GENGFU_KEY,
    language: settings.GENGFU_LANGUAGE,
    zone: settings.GENGFU_ZONE,
    logLevel: settings.GENGFU_LOG,
    maxBodyBytes: settings.GENGFU_MAX_BODY,
    smtpPort: settings.GENGFU_SMTP_PORT,
    sandbox:
      settings.GENGFU_SANDBOX ??
      (incomplete.length === 0 && Object.values(messengers).every((messenger) => messenger === undefined)),
    /** The service does not start with them; commands and the doctor do. */
    incomplete,
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
    ...callSettingsIn(settings),
    translatorTimeoutMs: settings.TRANSLATOR_TIMEOUT_MS,
  };
}
