import * as z from 'zod';
import type { HttpAnswer, HttpCall } from '../../http/client.ts';
import type { Tokens } from '../../../src/ports/authoriser.ts';
import type { EbaySettings } from './config.ts';
import { basicAuthorisation } from './sign.ts';

/** Asking twice for a token harms nobody: eBay does not rotate (facts/marketplaces §4.1). A code alone works only once. */
export function grantCall(settings: EbaySettings, form: Record<string, string>): HttpCall {
  return {
    name: `token:${form.grant_type}`,
    method: 'POST',
    path: '/identity/v1/oauth2/token',
    baseUrl: settings.apiUrl,
    headers: {
      authorization: basicAuthorisation(settings),
      'content-type': 'application/x-www-form-urlencoded',
    },
    // Tokens and codes are full of `^`, `#` and `+`.
    body: new URLSearchParams(form).toString(),
    ...(form.grant_type === 'authorization_code' ? {} : { repeatable: true }),
  };
}

const grant = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number(),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: z.coerce.number().optional(),
});

/** @throws ZodError where it is no grant */
export function readGrant({ json }: HttpAnswer, now: number): Tokens {
  const { access_token, expires_in, refresh_token, refresh_token_expires_in: refreshSeconds } = grant.parse(json);
  return {
    access: access_token,
    accessUntil: now + expires_in * 1_000,
    ...(refresh_token && { refresh: refresh_token }),
    ...(refresh_token && refreshSeconds && { refreshUntil: now + refreshSeconds * 1_000 }),
  };
}
