/** How a marketplace refused, in terms the product can act on. */
export type MarketplaceFault =
  /** Wait `retryAfterMs`, then the same call again. */
  | 'throttled'
  /** The token or the authorisation is no longer good. */
  | 'expired'
  /** A right, a role or a scope is missing. */
  | 'forbidden'
  /** The thing asked about is not there (any more). */
  | 'gone'
  /** Asking again will not help. */
  | 'invalid'
  /** Network, 5xx, time-out. */
  | 'down';

export class MarketplaceError extends Error {
  readonly fault: MarketplaceFault;
  readonly retryAfterMs: number | undefined;
  /** The platform's own code, for the log. */
  readonly platformCode: string | undefined;
  /** The request may have had its effect all the same. */
  readonly maybeDone: boolean;

  constructor(
    fault: MarketplaceFault,
    message: string,
    detail: { retryAfterMs?: number; platformCode?: string; maybeDone?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: detail.cause });
    this.name = 'MarketplaceError';
    this.fault = fault;
    this.retryAfterMs = detail.retryAfterMs;
    this.platformCode = detail.platformCode;
    this.maybeDone = detail.maybeDone ?? false;
  }
}
