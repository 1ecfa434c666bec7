/** An answer other than success, in the words of the SP-API: `errors[{code, message, details}]`. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: string;

  constructor(status: number, code: string, message: string, details = '') {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export const invalidInput = (details: string): Refusal => new Refusal(400, 'InvalidInput', 'Invalid Input', details);

export const notFound = (details: string): Refusal => new Refusal(404, 'NotFound', 'Resource not found', details);

/** 403 `Unauthorized` may mean an expired token or a missing role (facts/marketplaces §3.6). */
export const denied = (details = ''): Refusal =>
  new Refusal(403, 'Unauthorized', 'Access to requested resource is denied.', details);
