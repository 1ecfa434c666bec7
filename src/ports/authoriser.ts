import type { StoreRecord } from '../stores/store-record.ts';

/** Tokens of one account. Kept sealed; `more` is the adapter's own, such as a shop cipher. */
export interface Tokens {
  access: string;
  /** Instant. */
  accessUntil: number;
  refresh?: string;
  refreshUntil?: number;
  more?: Record<string, string>;
}

export interface Authoriser {
  /** New tokens for old. @throws MarketplaceError `expired` when the account has to be authorised anew */
  refresh(tokens: Tokens | null, store: StoreRecord): Promise<Tokens>;
  /** Where the seller says yes; absent where that needs no visit. */
  consentUrl?(consent: { state: string; redirect: string }, store: StoreRecord): URL;
  /** What the seller's browser brought back from there. @throws MarketplaceError */
  exchange?(answer: { query: URLSearchParams; redirect: string }, store: StoreRecord): Promise<Tokens>;
}

/** Always fit to use: refreshed ahead of time, by one caller for all. @throws MarketplaceError `expired` */
export interface TokenSource {
  get(): Promise<Tokens>;
  /** The platform refused this access token before its time. */
  renew(refused: string): Promise<Tokens>;
}
