import { randomUUID } from 'node:crypto';
import type { Deliveries } from './deliveries.ts';
import { confusedSignatureOf, createSigningKey, signatureHeader, signatureOf } from './signing.ts';
import type { TopicId } from './topics.ts';

export type Forgery = 'unsigned' | 'wrong_key' | 'tampered' | 'truncated' | 'stale' | 'other_scheme' | 'unknown_key';

export interface ForgedPush {
  headers: Record<string, string>;
  body: Buffer;
}

/** A body with a signature that is right. */
export function signedPush(deliveries: Deliveries, body: Uint8Array): ForgedPush {
  return push(Buffer.from(body), signatureOf(deliveries.key, body));
}

/** The last push of a topic under a new id, so that only its signature can be what stops it. */
export function forge(deliveries: Deliveries, kind: Forgery, topic: TopicId): ForgedPush {
  const last = deliveries.lastBody(topic);
  if (last === undefined) throw new Error(`no ${topic} was pushed that could be forged`);
  const body = Buffer.from(last.replace(/"notificationId":"[^"]+"/, `"notificationId":"${randomUUID()}_${randomUUID()}"`));
  const real = signatureOf(deliveries.key, body);
  switch (kind) {
    case 'unsigned':
      return push(body);
    case 'wrong_key':
      return push(body, signatureOf(createSigningKey(), body, deliveries.key.kid));
    case 'unknown_key': {
      const key = createSigningKey();
      return push(body, signatureOf(key, body));
    }
    case 'tampered':
      return push(Buffer.from(body.toString().replace('"deprecated":false', '"deprecated":true')), real);
    case 'truncated':
      return push(body.subarray(0, body.length - 20), real);
    case 'other_scheme':
      return push(body, confusedSignatureOf(deliveries.key, body));
    case 'stale':
      throw new Error('eBay signs no timestamp (facts/marketplaces §4.3): an old push is as good as a new one');
  }
}

function push(body: Buffer, signature?: string): ForgedPush {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (signature !== undefined) headers[signatureHeader] = signature;
  return { headers, body };
}
