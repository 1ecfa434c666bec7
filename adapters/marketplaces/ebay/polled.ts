import type { ConversationType } from './conversations.ts';

/** What lies in the inbox of things that we read: eBay's own words, and what was known when they were read. */
export type Polled = PolledMessage | PolledOrder | PolledRequest | PolledFeedback | PolledStandards | PolledServiceMetric;

export interface PolledMessage {
  kind: 'message';
  /** Names of the account itself. */
  self: string[];
  conversation: { id: string; type: ConversationType; title?: string; listing?: string };
  message: unknown;
}

export interface PolledOrder {
  kind: 'order';
  order: unknown;
  shipments: unknown[];
}

export const requestKinds = ['return', 'inquiry', 'case'] as const;
export type RequestKind = (typeof requestKinds)[number];

export interface PolledRequest {
  kind: RequestKind;
  /** Instant. Not every request says when it changed. */
  readAt: number;
  request: unknown;
}

export interface PolledFeedback {
  kind: 'feedback';
  readAt: number;
  entry: unknown;
}

export interface PolledStandards {
  kind: 'standards';
  profiles: unknown[];
}

export interface PolledServiceMetric {
  kind: 'service_metric';
  type: string;
  metric: unknown;
}
