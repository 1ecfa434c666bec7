import type { Operation } from './models.ts';
import { Refusal } from './refusal.ts';

export interface RateOptions {
  /** Multiplies tokens per second; `Infinity` never throttles. Default 1: facts/marketplaces §3.6. */
  rateScale?: number;
  /** Multiplies the burst. Default 1. */
  burstScale?: number;
  /** `x-amzn-RateLimit-Limit` is sometimes absent (§3.6). Default present. */
  rateLimitHeader?: 'present' | 'absent';
}

/** For operations whose description states none; all of Messaging is 1/5 (§3.2). */
const unstated = { rate: 1, burst: 5 };
/** The sandbox has one plan for everything (§3.1). */
export const sandboxPlan = { rate: 5, burst: 15 };

/** Token buckets, one per seller × application × operation (§3.6). */
export class UsagePlans {
  readonly #now: () => number;
  readonly #options: RateOptions;
  readonly #fixed: { rate: number; burst: number } | undefined;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(now: () => number, options: RateOptions, fixed?: { rate: number; burst: number }) {
    this.#now = now;
    this.#options = options;
    this.#fixed = fixed;
  }

  headerFor(operation: Operation): Record<string, string> {
    if (this.#options.rateLimitHeader === 'absent') return {};
    const { rate } = this.#plan(operation);
    return Number.isFinite(rate) ? { 'x-amzn-RateLimit-Limit': String(rate) } : {};
  }

  /** @throws Refusal QuotaExceeded */
  take(operation: Operation, caller: string): void {
    const { rate, burst } = this.#plan(operation);
    if (rate === Infinity) return;
    const key = `${caller}|${operation.operationId}`;
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1_000) * rate);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    // A rest of a token left by the arithmetic of floats is a whole one.
    if (bucket.tokens < 1 - 1e-9) throw new Refusal(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.');
    bucket.tokens -= 1;
  }

  #plan(operation: Operation): { rate: number; burst: number } {
    const { rate, burst } = this.#fixed ?? operation['x-usage-plan'] ?? unstated;
    return { rate: rate * (this.#options.rateScale ?? 1), burst: burst * (this.#options.burstScale ?? 1) };
  }
}
