import type { Faults } from './faults.ts';
import type { Order } from './order-shape.ts';
import type { HealthSettings } from './health-report.ts';
import type { Json } from './models.ts';
import type { InventoryItem } from './fba-inventory.ts';

/** Everything the emulated Amazon knows. Times are milliseconds since the epoch. */

export interface Credentials {
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  applicationId: string;
  sellerId: string;
  /** The marketplaces this seller sells in. */
  marketplaceIds: string[];
  awsRegion: string;
  awsAccessKeyId: string;
  awsSecretAccessKey: string;
  queueUrl: string;
  queueArn: string;
}

export interface AccessToken {
  /** `seller` by refresh_token; a scope by client_credentials. */
  grant: 'seller' | 'sellingpartnerapi::notifications' | (string & {});
  issuedAt: number;
  expiresAt: number;
}

/** What only the emulator knows of an order: no field of the Orders API. */
export interface OrderSecrets {
  locale: string;
  deliveredAt?: number;
  /** Names that Messaging offers now. */
  actions: string[];
  solicited: boolean;
}

export interface SentMessage {
  thread: string;
  text: string;
  messageId: string;
  buyer?: string;
  at: number;
  /** Name of the template: `unexpectedProblem`, … or `productReviewAndSellerFeedback`. */
  kind: string;
  pictures?: string[];
  coverage?: { start?: string; end?: string };
}

export interface Destination {
  destinationId: string;
  name: string;
  resource: { sqs?: { arn: string }; eventBridge?: { name: string; region: string; accountId: string } };
}

export interface Subscription {
  subscriptionId: string;
  notificationType: string;
  payloadVersion: string;
  destinationId: string;
  processingDirective?: { eventFilter?: { marketplaceIds?: string[]; orderChangeTypes?: string[] }; filterExpression?: string };
}

export interface ReturnRequest {
  orderId: string;
  at: number;
  status: string;
  rmaId: string;
  reason: string;
  quantity: number;
  aToZClaim: boolean;
  resolution: string;
  refunded?: string;
  tracking?: string;
}

export interface Feedback {
  orderId: string;
  rating: 1 | 2 | 3 | 4 | 5;
  comments: string;
  response: string;
  raterEmail: string;
  at: number;
}

export interface Report {
  reportId: string;
  reportType: string;
  marketplaceIds: string[];
  dataStartTime?: string;
  dataEndTime?: string;
  createdTime: string;
  processingStatus: 'IN_QUEUE' | 'IN_PROGRESS' | 'DONE' | 'CANCELLED' | 'FATAL';
  processingStartTime?: string;
  processingEndTime?: string;
  reportDocumentId?: string;
}

export interface Received {
  at: number;
  host: 'auth' | 'api' | 'sandbox' | 'sqs' | 'documents';
  method: string;
  path: string;
  status: number;
  query: Record<string, string>;
  requestId: string;
}

export interface World {
  now: () => number;
  credentials: Credentials;
  /** The seller has let the application in; false after `revokeAuthorisation`. */
  authorised: boolean;
  authorisationEndsAt: number;
  tokens: Map<string, AccessToken>;
  /** Operations for which the application lacks the role. */
  withheldRoles: Set<string>;
  orders: Map<string, Order>;
  orderSecrets: Map<string, OrderSecrets>;
  inventory: Map<string, InventoryItem>;
  returns: ReturnRequest[];
  feedback: Feedback[];
  health: Map<string, HealthSettings>;
  sent: SentMessage[];
  destinations: Map<string, Destination>;
  subscriptions: Map<string, Subscription>;
  /** Everything published so far, by NotificationId. */
  notifications: Map<string, { type: string; body: Json }>;
  reports: Map<string, Report>;
  history: Received[];
  faults: Faults;
}

export const iso = (ms: number): string => new Date(ms).toISOString();
