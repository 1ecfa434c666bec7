/** The part for memory alone: the whole brings the drivers of twenty databases, 21 MB of them. */
declare module 'rate-limiter-flexible/lib/RateLimiterMemory.js' {
  import type { RateLimiterMemory } from 'rate-limiter-flexible';

  const Limiter: typeof RateLimiterMemory;
  export default Limiter;
}
