import { IANAZone } from 'luxon';
import * as z from 'zod';
import { backupEnvironment, backupSettingsIn, missingForBackups } from './backup-settings.ts';
import { callEnvironment, callSettingsIn } from './call-settings.ts';
import { describeSettingProblem } from './describe-setting-problem.ts';
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
  /** PostgreSQL; unset = SQLite in the data folder */
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  /** Redis, over which several processes share the jobs; needs DATABASE_URL */
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
  /** web: answers taps, commands and pushes; worker: does everything else; all: both */
  GENGFU_ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  /** on | off; unset = on until a setting of a real messenger is there */
  GENGFU_SANDBOX: optional(onOff),
  /** Whether the sandbox's demo buyers write on their own. */
  GENGFU_DEMO: optional(onOff).transform((value) => value ?? true),
  GENGFU_LANGUAGE: z.enum(['zh', 'en']).default('zh'),
  GENGFU_ZONE: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), {
      params: { zh: '请写时区的名字,如 Asia/Shanghai', en: 'write the name of a time zone, such as Europe/London' },
    })
    .default('Asia/Shanghai'),
  GENGFU_KEY: optional(z.string()),
  GENGFU_LOG: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Lets whoever bears it read /metrics and /status from elsewhere; unset = only this machine does */
  GENGFU_METRICS_TOKEN: optional(z.string().min(16)),
  /** Largest marketplace push accepted, in bytes. */
  GENGFU_MAX_BODY: z.coerce.number().int().positive().default(1_048_576),
  /** Pushes that one store may send in a minute; 0 = as many as it likes */
  GENGFU_PUSHES_PER_MINUTE: z.coerce.number().int().nonnegative().default(0),
  /** Port of the built-in SMTP receiver; unset = none */
  GENGFU_SMTP_PORT: optional(z.coerce.number().int().min(0).max(65535)),
  /** Largest attachment kept, in megabytes. */
  GENGFU_FILES_MAX_MB: z.coerce.number().positive().max(100).default(25),
  /** `host` or `host:port`, comma-separated, whose files may be fetched over plain http or from the own network. */
  GENGFU_FILES_HOSTS: z
    .string()
    .default('')
    .transform((value) => value.split(',').flatMap((host) => host.trim() || [])),
  /** An S3-compatible service for attachments; unset = the folder `files` in the data folder */
  GENGFU_FILES_S3_URL: optional(url),
  GENGFU_FILES_S3_BUCKET: optional(z.string()),
  GENGFU_FILES_S3_KEY: optional(z.string()),
  GENGFU_FILES_S3_SECRET: optional(z.string()),
  GENGFU_FILES_S3_REGION: z.string().default('us-east-1'),
  ...backupEnvironment,
  ...messengerEnvironment,
  ...callEnvironment,
  /** deepl | openai; unset = no translation (the sandbox uses its phrasebook) */
  TRANSLATOR: optional(z.enum(['deepl', 'openai'])),
  TRANSLATOR_URL: optional(url),
  TRANSLATOR_KEY: optional(z.string()),
  TRANSLATOR_TIMEOUT_MS: z.coerce.number().int().positive().default(8_000),
  /** An OpenTelemetry collector that takes OTLP over HTTP; unset = no traces */
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(url),
  OTEL_SERVICE_NAME: z.string().min(1).default('gengfu'),
  /** Share of all traces that is sent. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  MODEL_URL: optional(url),
  MODEL_KEY: optional(z.string()),
  MODEL_NAME: optional(z.string()),
});

export type Config = ReturnType<typeof loadConfig>;

/** @throws Error with one line per bad variable; values are never repeated, they may be secrets */
export function loadConfig(env: Record<string, string | undefined> = process.env) {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    throw badSettings(
      env,
      parsed.error.issues.map((issue) => describeSettingProblem(environment, issue, languageOf(env))),
    );
  }
  const settings = parsed.data;
  const missing = [
    ...missingForTranslator(settings),
    ...missingForFiles(settings),
    ...missingForMany(settings),
    ...missingForBackups(settings),
  ];
  if (missing.length > 0)
    throw badSettings(
      env,
      missing.map(({ name, why }) =>
        languageOf(env) === 'zh' ? `${name}:没有填,${why} 需要它` : `${name}: is missing; ${why} needs it`,
      ),
    );
  if (settings.GENGFU_BACKUP && settings.DATABASE_URL)
    throw badSettings(env, [
      languageOf(env) === 'zh'
        ? 'GENGFU_BACKUP:只备份 SQLite。PostgreSQL 请用它自己的备份(如 pg_dump)'
        : 'GENGFU_BACKUP: backs up SQLite only; back up PostgreSQL by its own means, such as pg_dump',
    ]);
  const messengers = messengersIn(settings);
  const incomplete = incompleteMessengers(settings);
  return {
    port: settings.GENGFU_PORT,
    host: settings.GENGFU_HOST,
    publicUrl: settings.GENGFU_PUBLIC_URL ?? `http://localhost:${settings.GENGFU_PORT}`,
    dataFolder: settings.GENGFU_DATA,
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    role: settings.GENGFU_ROLE,
    key: settings.GENGFU_KEY,
    language: settings.GENGFU_LANGUAGE,
    zone: settings.GENGFU_ZONE,
    logLevel: settings.GENGFU_LOG,
    metricsToken: settings.GENGFU_METRICS_TOKEN,
    maxBodyBytes: settings.GENGFU_MAX_BODY,
    pushesPerMinute: settings.GENGFU_PUSHES_PER_MINUTE,
    smtpPort: settings.GENGFU_SMTP_PORT,
    sandbox:
      settings.GENGFU_SANDBOX ??
      (incomplete.length === 0 && Object.values(messengers).every((messenger) => messenger === undefined)),
    /** The service does not start with them; commands and the doctor do. */
    incomplete,
    demo: settings.GENGFU_DEMO,
    ...messengers,
    files: {
      /** Absent while nobody has said where the outside reaches us: then links would lead nowhere. */
      linkBase: settings.GENGFU_PUBLIC_URL?.replace(/\/+$/, ''),
      maxBytes: Math.floor(settings.GENGFU_FILES_MAX_MB * 1024 * 1024),
      trustedHosts: settings.GENGFU_FILES_HOSTS,
      s3: s3In(settings),
    },
    backups: backupSettingsIn(settings),
    translator: settings.TRANSLATOR
      ? {
          kind: settings.TRANSLATOR,
          url: settings.TRANSLATOR_URL ?? (settings.TRANSLATOR === 'openai' ? settings.MODEL_URL : undefined),
          key: settings.TRANSLATOR_KEY ?? settings.MODEL_KEY,
          model: settings.MODEL_NAME,
        }
      : undefined,
    ...callSettingsIn(settings),
    tracing: settings.OTEL_EXPORTER_OTLP_ENDPOINT
      ? {
          endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
          serviceName: settings.OTEL_SERVICE_NAME,
          share: settings.OTEL_TRACES_SAMPLER_ARG,
        }
      : undefined,
    translatorTimeoutMs: settings.TRANSLATOR_TIMEOUT_MS,
  };
}

function s3In(settings: z.output<typeof environment>) {
  const { GENGFU_FILES_S3_URL: service, GENGFU_FILES_S3_REGION: region } = settings;
  const { GENGFU_FILES_S3_BUCKET: bucket = '', GENGFU_FILES_S3_KEY: key = '', GENGFU_FILES_S3_SECRET: secret = '' } = settings;
  return service === undefined ? undefined : { url: service, bucket, key, secret, region };
}

const s3Companions = ['GENGFU_FILES_S3_BUCKET', 'GENGFU_FILES_S3_KEY', 'GENGFU_FILES_S3_SECRET'] as const;

function missingForFiles(settings: z.output<typeof environment>): { name: string; why: string }[] {
  if (settings.GENGFU_FILES_S3_URL === undefined) return [];
  return s3Companions.filter((name) => !settings[name]).map((name) => ({ name, why: 'GENGFU_FILES_S3_URL' }));
}

/** The operator's language, as far as it can be told while the settings are still in doubt. */
const languageOf = (env: Record<string, string | undefined>): 'zh' | 'en' => (env.GENGFU_LANGUAGE === 'en' ? 'en' : 'zh');

const badSettings = (env: Record<string, string | undefined>, lines: string[]): Error =>
  new Error(`${languageOf(env) === 'zh' ? '设置有误:' : 'bad settings:'}\n  ${lines.join('\n  ')}`);

/** Processes that share the work meet in PostgreSQL and Redis. */
function missingForMany({ DATABASE_URL, REDIS_URL, GENGFU_ROLE }: z.output<typeof environment>): { name: string; why: string }[] {
  if (REDIS_URL && !DATABASE_URL) return [{ name: 'DATABASE_URL', why: 'REDIS_URL' }];
  if (GENGFU_ROLE === 'all') return [];
  const why = `GENGFU_ROLE=${GENGFU_ROLE}`;
  return [...(DATABASE_URL ? [] : [{ name: 'DATABASE_URL', why }]), ...(REDIS_URL ? [] : [{ name: 'REDIS_URL', why }])];
}

function missingForTranslator(settings: z.output<typeof environment>): { name: string; why: string }[] {
  const { TRANSLATOR, TRANSLATOR_KEY, MODEL_KEY, MODEL_NAME } = settings;
  const why = `TRANSLATOR=${TRANSLATOR}`;
  if (TRANSLATOR === 'deepl' && !TRANSLATOR_KEY && !MODEL_KEY) return [{ name: 'TRANSLATOR_KEY', why }];
  return TRANSLATOR === 'openai' && !MODEL_NAME ? [{ name: 'MODEL_NAME', why }] : [];
}
