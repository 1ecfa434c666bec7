import { createHmac, randomUUID } from 'node:crypto';
import { demoWebhookSecret } from '../../src/sandbox/install-demo.ts';

export interface Pushed {
  store: string;
  body: string | Uint8Array;
  id?: string;
  /** Seconds since the epoch; now when absent. */
  timestamp?: number;
  secret?: string;
  /** Written over the signed headers; null leaves one out. */
  headers?: Record<string, string | null>;
}

/**
 * Signs as https://www.standardwebhooks.com says, written from that page and not from the product.
 * @param secret `whsec_` + base64
 */
export function signature(secret: string, parts: { id: string; timestamp: number; body: string | Uint8Array }): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${parts.id}.${parts.timestamp}.`).update(parts.body).digest('base64')}`;
}

/** Headers of a signed push. */
export function signedHeaders(pushed: Pushed): Record<string, string> {
  const { id = randomUUID(), timestamp = Math.floor(Date.now() / 1000), secret = demoWebhookSecret, body } = pushed;
  const headers: Record<string, string | null> = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature(secret, { id, timestamp, body }),
    ...pushed.headers,
  };
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null));
}

/** A shop pushes an event to the service at `url`. */
export async function push(url: string, pushed: Pushed): Promise<{ status: number; body: PushAnswer }> {
  const response = await fetch(`${url}/in/generic/${pushed.store}`, {
    method: 'POST',
    headers: signedHeaders(pushed),
    body: pushed.body as string,
  });
  return { status: response.status, body: (await response.json()) as PushAnswer };
}

export interface PushAnswer {
  ok?: boolean;
  id?: string;
  duplicate?: boolean;
  error?: { code: string; message: string };
}

/** The body of a buyer's message. */
export const messageCreated = (data: Record<string, unknown>): string => JSON.stringify({ type: 'message.created', data });
