/** What the gateway or an API answers instead of its data; HTTP stays 200 (facts/marketplaces §6). */
export class Refusal extends Error {
  readonly answer: Record<string, unknown>;

  constructor(answer: Record<string, unknown>) {
    super(JSON.stringify(answer));
    this.answer = answer;
  }
}

/** `{code, type, message}`; the request id is added on the way out. */
export function gatewayRefusal(code: string, message: string, type: 'ISV' | 'ISP' | 'SYSTEM' = 'ISV'): Refusal {
  return new Refusal({ code, type, message });
}

/** The envelope of the IM APIs. */
export function imRefusal(errCode: string, message: string): Refusal {
  return new Refusal({ success: false, err_code: errCode, err_message: message });
}

/** The envelope of the review and performance APIs. */
export function reviewRefusal(message: string): Refusal {
  return new Refusal({ success: false, error_code: 'PARAMS_VALIDATE_ERROR', error_msg: message });
}

export const badAccessToken = (): Refusal =>
  gatewayRefusal('IllegalAccessToken', 'The specified access token is invalid or expired');

export const apiCallLimit = (seconds: number): Record<string, unknown> => ({
  code: 'ApiCallLimit',
  type: 'ISP',
  message: `Api access frequency exceeds the limit. this ban will last ${seconds} seconds`,
});
