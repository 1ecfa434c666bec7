import type { Card } from '../../../cards/card.ts';
import type { Lane } from '../../outbound/lane.ts';
import type { HttpApi } from './http-api.ts';
import { webhookMarkdownBytes } from './limits.ts';
import { plainText } from './render-full.ts';
import { renderText } from './render-text.ts';
import type { Words } from './words.ts';

/** The message-push robot of a group: it only speaks, and nobody can tap what it says (facts/messengers §4.5). */
export interface Webhook {
  /** Posts a card as markdown with its commands. @throws MessengerError */
  post(card: Card): Promise<void>;
}

/**
 * Markdown rather than `text_notice`: that one must lead somewhere (§4.8 no. 5), and a ticket has no page of its own.
 * Only the first message's worth is sent: an alarm while the bot is away, not the conversation.
 */
export function createWebhook(url: string, parts: { http: HttpApi; lane: Lane; words: Words }): Webhook {
  const { http, lane, words } = parts;
  return {
    async post(card) {
      const [content = ''] = renderText(plainText(card, words), [], webhookMarkdownBytes);
      const message = { msgtype: 'markdown', markdown: { content } };
      await lane.send({ api: 'webhook', chat: 'webhook', urgent: card.level === 'urgent' }, () => http.post(url, message));
    },
  };
}
