import { Documents } from './amazon-api/documents.ts';
import type { FbaInventoryOptions } from './amazon-api/fba-inventory.ts';
import { inventoryHandlers } from './amazon-api/fba-inventory.ts';
import { Faults } from './amazon-api/faults.ts';
import type { Failure } from './amazon-api/faults.ts';
import { createHappenings } from './amazon-api/happenings.ts';
import { goodHealth } from './amazon-api/health-report.ts';
import { openHosts } from './amazon-api/hosts.ts';
import { messagingHandlers } from './amazon-api/messaging.ts';
import { notificationHandlers } from './amazon-api/notifications.ts';
import { orderHandlers } from './amazon-api/orders.ts';
import type { OrdersOptions } from './amazon-api/orders.ts';
import { Publisher } from './amazon-api/publisher.ts';
import { deliverTo, forge, pushedFrom } from './amazon-api/pushes.ts';
import type { Forgery, Pushed } from './amazon-api/pushes.ts';
import { Reports } from './amazon-api/reports.ts';
import type { ReportOptions } from './amazon-api/reports.ts';
import { solicitationHandlers } from './amazon-api/solicitations.ts';
import { Queue } from './amazon-api/sqs/queue.ts';
import type { QueueOptions } from './amazon-api/sqs/queue.ts';
import { uploadHandlers } from './amazon-api/uploads.ts';
import type { RateOptions } from './amazon-api/usage-plans.ts';
import type { AccessToken, Credentials, SentMessage, World } from './amazon-api/world.ts';

export interface AmazonApiOptions extends RateOptions, OrdersOptions, ReportOptions, FbaInventoryOptions {
  /** The platform's clock: expiry, rate limits, visibility. Default the machine's. */
  now?: () => number;
  credentials?: Partial<Omit<Credentials, 'queueUrl' | 'queueArn'>>;
  /** Default 3600 (facts/marketplaces §3.1). */
  tokenTtlSeconds?: number;
  /** Authorisation is to be renewed yearly, UNCONFIRMED (§3.1). Default a year from the start. */
  authorisationEndsAt?: number;
  queue?: QueueOptions;
}

export type AmazonApi = Awaited<ReturnType<typeof startAmazonApi>>;

/** Amazon's Selling Partner API with its login, queue and documents on loopback, from facts/marketplaces §3 and its models. Mail is tests/emulators/amazon-relay.ts. */
export async function startAmazonApi(options: AmazonApiOptions = {}) {
  const now = options.now ?? Date.now;
  const world = createWorld(now, options);
  const { credentials } = world;
  const queue = new Queue(credentials.queueArn, now, options.queue ?? {});
  const publisher = new Publisher(world, queue);
  const documents = new Documents(world);
  const reports = new Reports(world, documents, publisher, options);
  const handlers = {
    ...orderHandlers(world, options),
    ...notificationHandlers(world, queue),
    ...reports.handlers(),
    ...inventoryHandlers(world, options),
    ...messagingHandlers(world, documents),
    ...solicitationHandlers(world),
    ...uploadHandlers(documents),
  };
  const tokenTtlSeconds = options.tokenTtlSeconds ?? 3_600;
  const hosts = await openHosts({ world, handlers, documents, publisher, queue, rates: options, tokenTtlSeconds });
  credentials.queueUrl = hosts.queueUrl;

  const stop = async (): Promise<void> => {
    reports.stop();
    await hosts.close();
  };

  return {
    baseUrls: hosts.baseUrls,
    credentials,
    ...createHappenings(world, publisher),

    /** What buyers saw from the API: typed messages and solicitations, in order. */
    sent: (): SentMessage[] => [...world.sent],
    /** The queue's ARN or URL: makes destination and subscriptions as an operator would. null takes them away. */
    deliverTo: (address: string | null): void => deliverTo(world, queue, address),
    losePushes(losing: 'on' | 'off'): void {
      publisher.losing = losing;
    },
    /** Every hand-over of a message by the queue, oldest first. */
    pushed: (): Pushed[] => pushedFrom(queue, now()),
    /** Everything published, by NotificationId, lost ones too. */
    notifications: () => [...world.notifications].map(([id, { type, body }]) => ({ id, type, body })),
    /** Sends a notification again, with its NotificationId. */
    repush: (notificationId: string): void => publisher.repeat(notificationId),
    forge: async (kind: Forgery) => forge(world, kind),
    /** Puts anything into the queue, as whoever may send to it could. @returns MessageId */
    put: (body: string | Buffer): string => queue.put(body.toString()),
    queueCounts: () => queue.counts(),
    /** Changes how unreliable the queue is from now on. */
    setQueue: (changed: QueueOptions): void => void Object.assign(queue.options, changed),
    /** Whether the queue's policy lets the platform send. */
    setQueuePolicy(policy: 'open' | 'closed'): void {
      queue.letsNotificationsIn = policy === 'open';
    },

    failNext: (failure: Failure): void => world.faults.add(failure),
    /** Takes back whatever `failNext` has not used up. */
    heal: (): void => world.faults.clear(),
    /** The next report of this type ends FATAL. */
    failNextReport: (reportType: string): void => reports.failNextOf(reportType),
    expireAccessTokens(): void {
      for (const token of world.tokens.values()) token.expiresAt = now();
    },
    /** The seller takes the application's access back; `restoreAuthorisation` gives it again. */
    revokeAuthorisation(): void {
      world.authorised = false;
    },
    restoreAuthorisation(): void {
      world.authorised = true;
    },
    /** The application loses the role for these operations: 403 as for a bad token (facts/marketplaces §3.6). */
    withholdRole: (...operationIds: string[]): void => operationIds.forEach((id) => world.withheldRoles.add(id)),
    tokensIssued: (): AccessToken[] => [...world.tokens.values()].map((token) => ({ ...token })),
    history: () => [...world.history],
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function createWorld(now: () => number, options: AmazonApiOptions): World {
  const credentials: Credentials = {
    clientId: 'amzn1.application-oa2-client.emulated',
    clientSecret: 'amzn1.oa2-cs.v1.emulated',
    refreshToken: 'Atzr|emulated-refresh-token',
    applicationId: 'amzn1.sellerapps.app.test',
    sellerId: 'A2TESTSELLER',
    marketplaceIds: ['A1PA6795UKMFR9', 'APJ6JRA9NG5V4'],
    awsRegion: 'eu-west-1',
    awsAccessKeyId: 'AKIAEMULATEDREADER00',
    awsSecretAccessKey: 'emulated-aws-secret',
    ...options.credentials,
    queueUrl: '',
    queueArn: '',
  };
  credentials.queueArn = `arn:aws:sqs:${credentials.awsRegion}:444455556666:sp-api-notifications`;
  return {
    now,
    credentials,
    authorised: true,
    authorisationEndsAt: options.authorisationEndsAt ?? now() + 365 * 86_400_000,
    tokens: new Map(),
    withheldRoles: new Set(),
    orders: new Map(),
    orderSecrets: new Map(),
    inventory: new Map(),
    returns: [],
    feedback: [],
    health: new Map(credentials.marketplaceIds.map((id) => [id, goodHealth])),
    sent: [],
    destinations: new Map(),
    subscriptions: new Map(),
    notifications: new Map(),
    reports: new Map(),
    history: [],
    faults: new Faults(),
  };
}
