/** One entry of `errors` in an answer (facts/marketplaces §4.1). */
export interface EbayError {
  errorId: number;
  domain: string;
  category: 'REQUEST' | 'APPLICATION' | 'BUSINESS';
  message: string;
  longMessage: string;
  parameters?: { name: string; value: string }[];
}

/** An answer other than success, in the words of the platform. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
  }
}

export function refusal(status: number, error: Pick<EbayError, 'errorId' | 'domain' | 'message'> & Partial<EbayError>): Refusal {
  const { errorId, domain, message, category, longMessage, parameters } = error;
  const entry: EbayError = {
    errorId,
    domain,
    category: category ?? (status >= 500 ? 'APPLICATION' : 'REQUEST'),
    message,
    longMessage: longMessage ?? message,
    ...(parameters ? { parameters } : {}),
  };
  return new Refusal(status, { errors: [entry] });
}

/** The token endpoint answers as OAuth has it (RFC 6749 §5.2), not with `errors`. */
export const oauthRefusal = (status: number, error: string, description: string): Refusal =>
  new Refusal(status, { error, error_description: description });

export const invalidToken = (): Refusal =>
  refusal(401, {
    errorId: 1001,
    domain: 'OAuth',
    message: 'Invalid access token',
    longMessage: 'Invalid access token. Check the value of the Authorization HTTP request header.',
  });

export const insufficientScope = (): Refusal =>
  refusal(403, {
    errorId: 1100,
    domain: 'ACCESS',
    message: 'Access denied',
    longMessage: 'Insufficient permissions to fulfill the request.',
  });

export const quotaExceeded = (): Refusal =>
  refusal(429, {
    errorId: 2001,
    domain: 'ACCESS',
    message: 'Too many requests.',
    longMessage: 'The request limit has been reached for the resource.',
  });
