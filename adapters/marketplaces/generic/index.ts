import type { Marketplace } from '../../../src/ports/marketplace.ts';
import { normalise } from './normalise.ts';
import { reply } from './reply.ts';
import { verify } from './verify.ts';

/** Any shop that can sign a webhook. */
export function createGeneric(): Marketplace {
  return {
    platform: 'generic',
    can: { push: true, poll: false, reply: true, deliveryReports: true },
    verify,
    normalise,
    reply,
  };
}
