import { readFileSync } from 'node:fs';
import { see as seeInFeishu } from '../emulators/feishu/client-view.ts';
import type { EmulatedMessage as FeishuMessage } from '../emulators/feishu/world.ts';
import { drawCard } from '../emulators/dingtalk/card-view.ts';
import { readMarkdown } from '../emulators/dingtalk/markdown.ts';
import { readTemplate } from '../emulators/dingtalk/template.ts';
import type { CardInstance } from '../emulators/dingtalk/world.ts';
import { see as seeInWecom } from '../emulators/wecom/client-view.ts';
import type { EmulatedMessage as WecomMessage } from '../emulators/wecom/world.ts';

const file = new URL('../../adapters/messengers/dingtalk/ticket-card.json', import.meta.url);
const template = readTemplate('gengfu-ticket.schema', readFileSync(file, 'utf8'));

/** What the clients of a messenger would make of a card: who is mentioned and what can be clicked through. */
export interface Active {
  messenger: string;
  mentions: string[];
  links: string[];
}

/** @param page `/sandbox/view/preview` of a card: the JSON that each messenger would be sent stands in it */
export function activeInMessengers(page: string): Active[] {
  const columns = [...page.matchAll(/data-messenger="([^"]+)".*?<pre[^>]*>(.*?)<\/pre>/gs)];
  return columns.map(([, messenger = '', json = '']) => ({ messenger, ...read(messenger, JSON.parse(unescape(json))) }));
}

function read(messenger: string, sent: unknown): { mentions: string[]; links: string[] } {
  if (messenger === 'feishu') return seeInFeishu({ type: 'interactive', content: JSON.stringify(sent) } as FeishuMessage);
  if (messenger === 'wecom') {
    const seen = (sent as { msgtype: string }[]).map((body) =>
      seeInWecom({ type: body.msgtype, body } as unknown as WecomMessage),
    );
    return { mentions: seen.flatMap(({ mentions }) => mentions), links: seen.flatMap(({ links }) => links) };
  }
  const { cardData } = sent as { cardData?: { cardParamMap: Record<string, string> } };
  // Without a template DingTalk gets markdown.
  if (cardData) {
    const card = { template, public: cardData.cardParamMap, private: new Map(), local: new Map(), cardAtUserIds: [] };
    return drawCard(card as unknown as CardInstance, null);
  }
  const seen = stringsIn(sent).map(readMarkdown);
  return { mentions: seen.flatMap(({ mentions }) => mentions), links: seen.flatMap(({ links }) => links) };
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
const unescape = (html: string): string => html.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity]!);
