import { quotaExceeded } from './refusal.ts';

/**
 * Calls per application and day: facts/marketplaces §4.1 (tokens), §4.2, §4.4. The limits of the Message, Notification and
 * Feedback API are UNCONFIRMED (§21).
 */
export const dailyLimits = {
  client_credentials: 1_000,
  authorization_code: 10_000,
  refresh_token: 50_000,
  message: 5_000,
  notification: 10_000,
  order: 100_000,
  return: 5_000,
  inquiry: 5_000,
  casemanagement: 5_000,
  cancellation: 5_000,
  seller_standards_profile: 100,
  customer_service_metric: 400,
  feedback: 5_000,
} as const;

export type Resource = keyof typeof dailyLimits;

export interface Quotas {
  /** @throws Refusal 429/2001 when the day's calls are used up */
  take(resource: Resource): void;
  used(resource: Resource): number;
}

/** Counts by UTC day; when eBay's day turns is UNCONFIRMED. */
export function createQuotas(now: () => number, limits: Partial<Record<Resource, number>>): Quotas {
  const taken = new Map<string, number>();
  const key = (resource: Resource) => `${resource} ${new Date(now()).toISOString().slice(0, 10)}`;
  return {
    take(resource) {
      const count = (taken.get(key(resource)) ?? 0) + 1;
      if (count > (limits[resource] ?? dailyLimits[resource])) throw quotaExceeded();
      taken.set(key(resource), count);
    },
    used: (resource) => taken.get(key(resource)) ?? 0,
  };
}
