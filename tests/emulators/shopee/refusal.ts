/** An answer with a non-empty `error`; HTTP 200 mostly (facts/marketplaces §5.1). */
export class Refusal extends Error {
  readonly error: string;

  constructor(error: string, message: string) {
    super(message);
    this.error = error;
  }
}

/** What the platform says beside a code that can meet any call; the third spelling is its own. */
export const knownMessages: Record<string, string> = {
  error_sign: 'Wrong sign.',
  error_auth: 'Invalid partner_id or shopid.',
  invalid_acceess_token: 'Invalid access_token, please have a check.',
  error_permission: 'No permission to call this API.',
  error_rate_limit: 'Too many requests. Please try again later.',
  error_limit: 'The daily API call limit is reached, please try again after 00:00 (UTC+08:00).',
  source_ip_undeclared: 'Request source IP is undeclared.',
  error_partner_key_expired: 'The API partner key has expired.',
  shop_banned: 'The shop account has been banned.',
  api_suspended: 'The API is offline.',
  error_kyc_auth: 'The seller must complete the registration first.',
  error_server: 'Something wrong. Please try later.',
};

export const refuse = (error: string, message = knownMessages[error] ?? error): never => {
  throw new Refusal(error, message);
};

export const wrongParameters = (detail: string): Refusal => new Refusal('error_param', `Wrong parameters, detail: ${detail}.`);
