import { createHash } from 'node:crypto';

/** Lower-case hex SHA-256 of the bytes. */
export function bodyHash(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
