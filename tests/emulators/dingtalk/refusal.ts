/** An answer other than success. A text code is the shape of `/v1.0/…`, a number that of the old API: HTTP 200 with `errcode`. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string | number;

  constructor(code: string | number, message: string, status = typeof code === 'number' ? 200 : 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/**
 * Codes for refusals that the facts describe without naming. Nothing may depend on them beyond their being no success.
 * The numbers of webhooks: §3.6 only says `errcode≠0`.
 */
export const unnamed = {
  parameter: 'param.invalid',
  robotCode: 'param.robotCodeInvalid',
  botOutside: 'param.robotNotInGroup',
  notFound: 'param.notFound',
  permission: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
  webhookRefused: 310_000,
  webhookTooFast: 130_101,
  sessionGone: 300_001,
  oldParameter: 400_002,
  personUnknown: 60_121,
} as const;
