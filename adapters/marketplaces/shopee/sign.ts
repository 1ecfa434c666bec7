import { createHmac } from 'node:crypto';

/** What one request is signed over; calls of the app rather than of a shop leave out token and shop. */
export interface Signed {
  partnerId: string;
  /** Begins with `/api/v2/`. */
  path: string;
  /** Seconds; good for five minutes. */
  timestamp: number;
  accessToken?: string;
  shopId?: string;
}

/** Lower-case hex HMAC-SHA256 over the values one after another, nothing between them (facts/marketplaces §5.1, §15). */
export function signCall(partnerKey: string, { partnerId, path, timestamp, accessToken = '', shopId = '' }: Signed): string {
  return createHmac('sha256', partnerKey).update(`${partnerId}${path}${timestamp}${accessToken}${shopId}`).digest('hex');
}
