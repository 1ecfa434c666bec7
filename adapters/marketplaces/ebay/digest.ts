import { createHash } from 'node:crypto';

/** Tells two states of a thing apart that carries no time of its own change. */
export const digest = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('base64url')
    .slice(0, 16);
