import { createHash } from 'node:crypto';

/**
 * Names an account as `PushedEvent.account` does, where an app has one push address for all its shops: by the keys that prove
 * the push and the platform's id of the shop. Only stores that hold the same keys may be spoken for by what they have signed.
 */
export const accountName = (keys: { app: string; secret: string }, shopId: string): string =>
  createHash('sha256')
    .update(JSON.stringify([keys.app, keys.secret, shopId]))
    .digest('hex');
