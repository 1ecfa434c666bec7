import type { Clock } from '../../../src/clock.ts';
import { MessengerError } from '../../../src/ports/messenger.ts';
import { createLane } from '../../outbound/lane.ts';
import type { Sleeper } from '../../outbound/sliding-window.ts';
import type { DingtalkConfig } from './config.ts';
import type { Conversations } from './conversations.ts';
import { isAppWide } from './fault.ts';
import type { Http } from './http.ts';
import { webhookLimits } from './limits.ts';
import { fitsInto, renderMarkdown } from './render-markdown.ts';
import { renderText } from './render-text.ts';
import type { SideDoors } from './send.ts';
import { postToWebhook, signedUrl, webhookBytes } from './webhook.ts';
import type { Words } from './words.ts';

/** Webhooks as far as they are set up. They stand outside the app's limits and have their own (facts/messengers §3.6). */
export function openSideDoors(parts: {
  config: DingtalkConfig;
  http: Http;
  clock: Clock;
  sleeper: Sleeper;
  conversations: Conversations;
  words: Words;
}): SideDoors {
  const { config, http, clock, sleeper, conversations, words } = parts;
  const { webhookUrl, webhookSecret } = config;
  const lane = createLane({ limits: webhookLimits, sleeper, isAppWide });
  return {
    ...(webhookUrl && {
      urgentCard: (card) =>
        lane.call('robot', () => {
          const markdown = renderMarkdown(card, words, fitsInto(webhookBytes));
          // Others check this time: what their clocks show, not where ours was moved to.
          return postToWebhook(http, { url: signedUrl(webhookUrl, webhookSecret, clock.wall()), content: { markdown } });
        }),
    }),
    ...(config.sessionReplies === 'on' && {
      async answer({ chat, text, mention }) {
        const url = conversations.sessionOf(chat, clock.wall());
        // The address came with a message; only the platform's own is called.
        if (!url || new URL(url).origin !== new URL(config.oapiUrl).origin) return null;
        try {
          await postToWebhook(http, { url, content: { text: renderText(text, words).content }, mention });
          return { answered: true };
        } catch (error) {
          // Lapsed earlier than it said: the app can say it as well.
          if (error instanceof MessengerError && error.fault === 'refused') return null;
          throw error;
        }
      },
    }),
  };
}
