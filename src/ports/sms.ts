/** A provider of text messages to phones. */
export interface Sms {
  /**
   * Resolves once the provider has taken the message. Providers in China send approved templates only: `text` becomes
   * the one variable of the template.
   * @param message.to E.164 @throws SmsError
   */
  send(message: { to: string; text: string; key: string }): Promise<void>;
}

/** How the provider's review of our template stands. */
export type SmsTemplateState = 'approved' | 'under_review' | 'refused' | 'unknown';

/** Refused or not reached; the message never holds the number or the text. */
export class SmsError extends Error {
  /** The provider's own code. */
  readonly providerCode: string | undefined;

  constructor(message: string, detail: { providerCode?: string; cause?: unknown } = {}) {
    super(message, { cause: detail.cause });
    this.name = 'SmsError';
    this.providerCode = detail.providerCode;
  }
}
