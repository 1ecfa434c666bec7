import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { countryOf, siteOf } from './api-sites.ts';
import type { Region } from './api-sites.ts';

const listSchema = z
  .string()
  .regex(/^[A-Z0-9]{10,20}(?:[\s,;]+[A-Z0-9]{10,20})*$/)
  .transform((text) => text.split(/[\s,;]+/));

/** `store.settings.api` of an Amazon store, in Amazon's words. */
const settingsSchema = z
  .object({
    region: z.enum(['na', 'eu', 'fe']).optional(),
    marketplaceIds: listSchema.optional(),
    sellerId: z.string().regex(/^[A-Z0-9]{10,20}$/),
    clientId: z.string().min(10),
    clientSecret: z.string().min(10),
    refreshToken: z.string().min(10),
    queueUrl: z.url().optional(),
    /** Standard queues only: notifications do not go to FIFO (facts/marketplaces §3.5). */
    queueArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}$/)
      .optional(),
    awsRegion: z
      .string()
      .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/)
      .optional(),
    awsAccessKeyId: z.string().min(16).optional(),
    awsSecretAccessKey: z.string().min(16).optional(),
    /** Default `https://sellingpartnerapi-<region>.amazon.com`. */
    apiUrl: z.url().optional(),
    /** Default `https://api.amazon.com`. */
    authUrl: z.url().optional(),
    /** Default the host of the queue's URL. */
    sqsUrl: z.url().optional(),
  })
  .superRefine((settings, context) => {
    if (!settings.queueUrl) return;
    const needed = ['awsAccessKeyId', 'awsSecretAccessKey'] as const;
    for (const name of needed)
      if (!settings[name]) context.addIssue({ code: 'custom', path: [name], message: 'a queue cannot be read without it' });
    if (!queueRegion(settings))
      context.addIssue({ code: 'custom', path: ['awsRegion'], message: 'the region of the queue is not known' });
  });
type Settings = z.infer<typeof settingsSchema>;

export interface AmazonAccount {
  sellerId: string;
  /** The store's own first. */
  marketplaceIds: [string, ...string[]];
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  apiUrl: string;
  authUrl: string;
  queueArn?: string;
  queue?: QueueAccount;
}

export interface QueueAccount {
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  endpoint: string;
}

/** @throws MarketplaceError invalid */
export function readAccount(store: StoreRecord): AmazonAccount {
  const parsed = settingsSchema.safeParse(store.settings.api ?? {});
  if (!parsed.success)
    throw new MarketplaceError('invalid', `account settings are wrong: ${wrongNames(parsed.error).join(', ')}`);
  const settings = parsed.data;
  const home = homeMarketplace(store);
  const region = settings.region ?? regionOf(home) ?? siteOf(store.site)?.region;
  if (!home || !region)
    throw new MarketplaceError('invalid', 'account settings are wrong: neither marketplaceIds nor the site name a marketplace');
  return {
    sellerId: settings.sellerId,
    marketplaceIds: [home, ...(settings.marketplaceIds ?? []).filter((id) => id !== home)],
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    refreshToken: settings.refreshToken,
    apiUrl: settings.apiUrl ?? `https://sellingpartnerapi-${region}.amazon.com`,
    authUrl: settings.authUrl ?? 'https://api.amazon.com',
    queueArn: settings.queueArn,
    queue: queueOf(settings),
  };
}

/** The marketplace a store sells in: the first that is named, else that of its site. */
export function homeMarketplace(store: StoreRecord): string | undefined {
  const named = listSchema.safeParse(store.settings.api?.marketplaceIds);
  return named.success ? named.data[0] : siteOf(store.site)?.marketplaceId;
}

export const hasQueue = (store: StoreRecord): boolean => Boolean(store.settings.api?.queueUrl);

/** Names of wrong fields, for the form. */
export function wrong(values: Readonly<Record<string, string>>): string[] {
  const parsed = settingsSchema.safeParse(values);
  return parsed.success ? [] : wrongNames(parsed.error);
}

const wrongNames = (error: z.ZodError): string[] => [...new Set(error.issues.map(({ path }) => String(path[0])))];

function regionOf(marketplaceId: string | undefined): Region | undefined {
  const country = marketplaceId && countryOf(marketplaceId);
  return country ? siteOf(country)?.region : undefined;
}

function queueOf(settings: Settings): QueueAccount | undefined {
  const { queueUrl, awsAccessKeyId, awsSecretAccessKey } = settings;
  const region = queueRegion(settings);
  if (!queueUrl || !awsAccessKeyId || !awsSecretAccessKey || !region) return undefined;
  const endpoint = settings.sqsUrl ?? new URL(queueUrl).origin;
  return { url: queueUrl, region, accessKeyId: awsAccessKeyId, secretAccessKey: awsSecretAccessKey, endpoint };
}

/** As set, else as the ARN or the URL of the queue say: `arn:aws:sqs:<region>:…`, `https://sqs.<region>.amazonaws.com/…`. */
function queueRegion({
  awsRegion,
  queueArn,
  queueUrl,
}: Pick<Settings, 'awsRegion' | 'queueArn' | 'queueUrl'>): string | undefined {
  return awsRegion ?? queueArn?.split(':')[3] ?? /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com/.exec(queueUrl ?? '')?.[1];
}
