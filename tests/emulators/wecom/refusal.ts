/** Codes that facts/messengers §4.2, §4.5, §4.6 and §5.1 name. */
export const code = {
  badSecret: 40001,
  badType: 40008,
  badToken: 40014,
  expiredToken: 42001,
  taskIdUsed: 42014,
  tooOften: 45009,
  badChat: 93006,
  badReqId: 846605,
  streamOver: 846608,
  badBot: 853000,
} as const;

/**
 * Refusals whose code the facts leave open; each can be set. The defaults are the ones of the platform's general list.
 */
export interface OpenCodes {
  /** A field is missing, too long or malformed, in cards and elsewhere. */
  invalid: number;
  /** A media_id that is unknown, too old or of another type. */
  mediaId: number;
  /** A webhook key that belongs to no robot. */
  webhookKey: number;
  /** `user/get` for somebody who is not in the corp. */
  person: number;
}

export const defaultCodes: OpenCodes = { invalid: 40058, mediaId: 40007, webhookKey: 93000, person: 60111 };

/** An answer other than success, by the platform's code. */
export class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
