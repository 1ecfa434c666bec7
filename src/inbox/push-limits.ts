import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import { GengfuError } from '../errors.ts';

/** Refused pushes an address may send in a minute before it is told to wait; platforms that are set up wrongly send a few. */
const refusalsPerMinute = 600;

export interface PushLimits {
  /**
   * Counts a push whose store is proven, so that nobody else can use its share up.
   * @throws GengfuError too_many_pushes
   */
  take(storeId: string): Promise<void> | undefined;
  /** Counts a refusal. @returns what is answered: the refusal, or too_many_pushes from an address that has had too many */
  refused(error: unknown, address: string): Promise<unknown>;
}

/**
 * In memory, by process. Refusals never keep a proven push out: many senders may share an address, that of a proxy too.
 * @param options.perMinute pushes that one store may send; 0 = as many as it likes
 */
export function createPushLimits(options: { perMinute: number }): PushLimits {
  const pushes = options.perMinute > 0 ? new RateLimiterMemory({ points: options.perMinute, duration: 60 }) : undefined;
  const refusals = new RateLimiterMemory({ points: refusalsPerMinute, duration: 60 });
  return {
    take: (storeId) => (pushes ? consume(pushes, storeId) : undefined),
    async refused(error, address) {
      if (!(error instanceof GengfuError) || error.status >= 500) return error;
      return consume(refusals, address).then(
        () => error,
        (tooMany: unknown) => tooMany,
      );
    },
  };
}

async function consume(limiter: InstanceType<typeof RateLimiterMemory>, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (full) {
    const { msBeforeNext } = full as { msBeforeNext: number };
    const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
    throw new GengfuError('too_many_pushes', { seconds }, { message: `too many pushes; try again in ${seconds} s` });
  }
}
