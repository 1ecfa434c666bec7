import { createHmac } from 'node:crypto';
import { readRefusal, toMessengerError } from './fault.ts';
import type { Http } from './http.ts';
import type { Markdown } from './render-markdown.ts';

/** Custom robots take about 20,000 bytes; the limit is in no document, so stay well below. */
export const webhookBytes = 15_000;

/** `{url}&timestamp=…&sign=…`: base64 of HMAC-SHA256 over time and secret, keyed with the secret (facts/messengers §3.6). */
export function signedUrl(webhook: string, secret: string | undefined, now: number): string {
  if (secret === undefined) return webhook;
  const url = new URL(webhook);
  url.searchParams.set('timestamp', String(now));
  url.searchParams.set('sign', createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64'));
  return url.href;
}

/** Posts to a webhook, a custom robot's or that of a message. It answers without an id. @throws MessengerError */
export async function postToWebhook(
  http: Http,
  post: { url: string; content: { markdown: Markdown } | { text: string }; mention?: string[] },
): Promise<void> {
  const { url, content, mention } = post;
  const message =
    'markdown' in content
      ? { msgtype: 'markdown', markdown: content.markdown }
      : { msgtype: 'text', text: { content: content.text } };
  const body = { ...message, ...(mention?.length ? { at: { atUserIds: mention } } : {}) };
  const refused = readRefusal(await http.request({ method: 'POST', url, body }));
  if (refused) throw toMessengerError(refused);
}
