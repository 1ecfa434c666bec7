import { createHash, createHmac } from 'node:crypto';
import { signature as standardSignature } from './webhook.ts';

export type SigningPlatform = 'walmart' | 'shopify' | 'etsy';

export interface PlatformPush {
  secret: string;
  body: string | Uint8Array;
  /** Path and query that are pushed to. */
  target: string;
  /** Milliseconds. */
  now: number;
  /** Shopify's. */
  topic: string;
  /** Of the event; Walmart's events have none. */
  id: string;
}

/** The headers with which a platform signs a push, written from its description (facts/marketplaces §9-§11), not from the product. */
export function signedPush(platform: SigningPlatform, push: PlatformPush): Record<string, string> {
  const { secret, body, target, now, topic, id } = push;
  switch (platform) {
    case 'walmart': {
      const hash = createHash('sha256').update(body).digest('hex');
      const signed = `POST\n${target}\n${now}\n${hash}`;
      return {
        'wm_sec.signature': createHmac('sha256', secret).update(signed).digest('base64'),
        'wm_sec.timestamp': String(now),
      };
    }
    case 'shopify':
      return {
        'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
        'x-shopify-topic': topic,
        'x-shopify-event-id': id,
      };
    case 'etsy': {
      const timestamp = Math.floor(now / 1000);
      return {
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        // Bare, as Etsy's own pages describe it.
        'webhook-signature': standardSignature(secret, { id, timestamp, body }).slice('v1,'.length),
      };
    }
  }
}
