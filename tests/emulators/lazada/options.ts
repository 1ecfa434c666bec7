import type { Country } from './sites.ts';

/** What the facts leave open is an option here, the documented or likelier behaviour its default (facts/marketplaces §6, §21). */
export interface LazadaOptions {
  now?: () => number;
  appKey?: string;
  appSecret?: string;
  /** More than one: a cross-border account, whose token works on every host. Default sg and my. */
  countries?: Country[];
  /** `test` apps have 1,000 calls a day. Default online. */
  appStatus?: 'test' | 'online';
  /** Token lifetimes depend on the app type; no fixed figure (§21). Default 7 and 30 days. */
  accessTokenTtlSeconds?: number;
  refreshTokenTtlSeconds?: number;
  /** Whether a refresh token works after it was used; the documents only say that the latest must be kept. Default refused. */
  usedRefreshTokens?: 'refused' | 'accepted';
  /** The reference of /auth/token/refresh names the list otherwise than the guide does. Default country_user_info. */
  refreshedSellersField?: 'country_user_info' | 'country_user_info_list';
  /** Calls of one API a second; every API has its own limit and none is stated for these. Default 50. */
  callsPerSecond?: number;
  /** Whether messages sent through the API are pushed back as type 2, as `process_msg` in pushes implies. Default pushed. */
  ownMessages?: 'pushed' | 'silent';
  /** The facts' sample has a string, the reference's a number. Default string. */
  imSellerId?: 'string' | 'number';
  /** Where `/im/session/open` puts its session_id: its reference shows it outside `data`. Default beside. */
  openedSession?: 'beside' | 'in_data';
  /** Shrinks the 30 minutes between two attempts. Default 0.0001, 180 ms. */
  repushFactor?: number;
  /** Default 500, the documented one. */
  ackWithinMs?: number;
  /** Attempts after which more than 50 % failures stop the pushes; the window is not stated. null: they never stop. Default 20. */
  pushesStopAfter?: number | null;
  /** Console "Verify": whose message the test message claims to be; its content is not documented. Default own_seller. */
  testMessage?: 'own_seller' | 'sample_seller';
  codes?: Partial<Codes>;
}

/** Codes that the facts do not give; names are ours where the documents are silent. */
export interface Codes {
  staleTimestamp: string;
  unknownAppKey: string;
  unknownPath: string;
  wrongMethod: string;
  /** `err_code` of the IM APIs. */
  noSession: string;
  noMessage: string;
  badParameter: string;
  /** The sixth message of a day that the buyer did not answer. */
  waitForBuyer: string;
  tooLateToRecall: string;
}

export const defaultCodes: Codes = {
  staleTimestamp: 'IllegalTimestamp',
  unknownAppKey: 'InvalidAppKey',
  unknownPath: 'InvalidApiPath',
  wrongMethod: 'UnsupportedHttpMethod',
  noSession: '-20',
  noMessage: '-21',
  badParameter: '-1',
  waitForBuyer: '-23',
  tooLateToRecall: '-24',
};
