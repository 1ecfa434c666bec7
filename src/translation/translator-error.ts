/** Why a translator gave nothing, in terms of whether asking again can help. */
export type TranslatorFault =
  /** Too many requests: later. */
  | 'throttled'
  /** Network, 5xx: again, with backoff. */
  | 'unreachable'
  /** The key, the quota or the request itself: a person has to act. */
  | 'refused'
  /** An answer that is not a translation. */
  | 'malformed';

/**
 * What adapters throw. The message is for the log: it never holds the text that was to be translated, and there is no
 * `cause`, because the errors of SDKs carry the whole request, key included.
 */
export class TranslatorError extends Error {
  readonly fault: TranslatorFault;

  constructor(fault: TranslatorFault, message: string) {
    super(message);
    this.name = 'TranslatorError';
    this.fault = fault;
  }
}
