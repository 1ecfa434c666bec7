import { describe, expect, test } from 'vitest';
import { createDingtalkPreview } from '../../../adapters/messengers/dingtalk/preview.ts';
import { dingtalkTextPreview } from '../../../adapters/messengers/dingtalk/preview-markdown.ts';
import { feishuPreview } from '../../../adapters/messengers/feishu/preview.ts';
import { createWecomPreview } from '../../../adapters/messengers/wecom/preview.ts';
import type { Card } from '../../../cards/card.ts';
import { digestCard } from '../../../cards/digest-card.ts';
import { proposalCard } from '../../../cards/proposal-card.ts';
import { ruleFormCard } from '../../../cards/rule-form-card.ts';
import { compactCard, refusalCard, ticketCard, wordlessCard } from '../../../cards/ticket-card.ts';
import type { CardOptions } from '../../../cards/ticket-card.ts';
import type { AttachmentView, TicketView } from '../../../cards/ticket-view.ts';
import { textsIn } from '../../../src/texts/texts.ts';
import type { Language } from '../../../src/texts/texts.ts';
import { hostile, longTexts } from '../../contract/messenger/sample-cards.ts';
import { checkMsgParam } from '../../emulators/dingtalk/msg-params.ts';
import { checkCard as checkFeishuCard } from '../../emulators/feishu/card-rules.ts';
import { cutCard } from '../../emulators/wecom/card-cuts.ts';
import { checkCard as checkWecomCard } from '../../emulators/wecom/card-rules.ts';

/** Every card that the product makes, as each messenger would be sent it, held against that messenger's own limits. */

const now = Date.parse('2026-11-24T10:00:00+08:00');

const optionsIn = (language: Language): CardOptions => ({
  texts: textsIn(language, 'Asia/Shanghai'),
  now,
  translates: true,
  timeLeft: (_, dueAt) => `${(dueAt - now) / 60_000} min`,
});

const file = (name: string, change: Partial<AttachmentView> = {}): AttachmentView => ({
  name,
  state: 'stored',
  problem: null,
  size: 84_000,
  link: 'https://desk.example/files/0193.w.abc.def',
  ...change,
});

/** A ticket in which people wrote `text` wherever they can write. */
function ticketOf(text: string, change: Partial<TicketView> = {}): TicketView {
  const message = (author: 'buyer' | 'seller', id: string): TicketView['messages'][number] => ({
    id,
    author,
    at: now,
    text,
    language: 'de',
    translation: text,
    translationState: 'done',
    translator: 'deepl',
    flags: {},
    attachments: [
      file(text || 'a.jpg', { thumbnail: { path: '/files/x', keys: { feishu: 'img_v3_x' } } }),
      file('x.exe', { state: 'broken', problem: 'type_refused' }),
      file('warten.pdf', { state: 'pending' }),
    ],
  });
  return {
    id: 't',
    number: 1042,
    version: 3,
    level: 'urgent',
    state: 'claimed',
    store: { id: 's', name: text || 'Haushalt24', platform: 'amazon', site: 'de' },
    buyer: { name: text, contacts: 2 },
    answerable: true,
    orderId: '302-1112223-4445556',
    mentioned: { orders: [text], tracking: [text] },
    items: [{ title: text, quantity: 2 }],
    owner: { id: 'wang', name: text || '王磊', accounts: { feishu: 'ou_wang' } },
    claimedAt: now - 120_000,
    topic: 'refund',
    language: 'de',
    policyDueAt: now + 3_600_000,
    teamDueAt: now + 7_200_000,
    snoozedUntil: null,
    silencedUntil: null,
    heldUntil: null,
    heldFor: null,
    resolution: null,
    reasons: [{ rule: 'r', zh: text, en: text }],
    messages: [message('buyer', 'm1'), message('seller', 'm2'), message('buyer', 'm3')],
    events: [
      { kind: 'claimed', at: now, version: 2, who: text, data: {} },
      { kind: 'note', at: now, version: 3, who: text, data: { text } },
    ],
    openedAt: now - 600_000,
    firstRepliedAt: null,
    ...change,
  };
}

const kinds: Record<string, (text: string, options: CardOptions) => Card> = {
  'a new ticket': (text, options) => ticketCard(ticketOf(text, { state: 'new', owner: null, claimedAt: null }), options),
  'a claimed ticket with files': (text, options) => ticketCard(ticketOf(text), options),
  'a closed ticket': (text, options) => ticketCard(ticketOf(text, { state: 'closed', resolution: 'refunded' }), options),
  'a ticket that is answered elsewhere': (text, options) => ticketCard(ticketOf(text, { answerable: false }), options),
  'a suspicious message': (text, options) => {
    const view = ticketOf(text);
    view.messages.at(-1)!.flags = { suspectedPhishing: text, heldBack: text, unparsed: text };
    return ticketCard(view, options);
  },
  'the whole conversation': (text, options) => ticketCard(ticketOf(text), { ...options, detailed: true }),
  'a card that supersedes': (text, options) => compactCard(ticketOf(text), options),
  'a silenced ticket': (text, options) => ticketCard(ticketOf(text, { silencedUntil: now + 7_200_000 }), options),
  'a refused tap': (text, options) => refusalCard(ticketOf(text), text, options),
  'a ticket without words': (text, options) => wordlessCard(ticketOf(text), options),
  'a digest': (text, options) =>
    digestCard(
      {
        version: 2,
        postedAt: now,
        count: 40,
        stores: 2,
        waiting: Array.from({ length: 30 }, (_, i) => ticketOf(text, { number: 1_000 + i, ...(i % 2 ? { owner: null } : {}) })),
      },
      options,
    ),
  'a previewed rule': (text, { texts }) =>
    proposalCard(
      {
        number: 1042,
        kind: 'preview',
        name: `#1042 ${text}`,
        state: 'open',
        before: text,
        after: text,
        fields: [{ label: 'past', value: text }],
        remarks: [text],
        samples: Array.from({ length: 20 }, () => ({ at: '10:00', text })),
        refused: { typed: text, why: text },
      },
      texts,
    ),
  'the form of a rule': (text, { texts }) => {
    const listed = (count: number) => Array.from({ length: count }, (_, i) => ({ value: `store-${i}`, label: text || `${i}` }));
    const filled = { kind: 'store-1', value: text, level: 'store-0', store: 'store-3', name: text };
    return ruleFormCard({ kinds: listed(9), levels: listed(3), stores: listed(12), filled, notice: `#1042 ${text}` }, texts);
  },
};

const scripts = { ...longTexts, hostile, nothing: '', short: 'Die Dose kam verbeult an' };
const wecom = createWecomPreview({ botName: '更夫' });
const dingtalk = createDingtalkPreview({ cardTemplate: 't.schema' });

describe.each(Object.keys(kinds))('%s', (kind) => {
  describe.each(Object.keys(scripts) as (keyof typeof scripts)[])('in %s', (script) => {
    test.each(['zh', 'en'] as const)('passes every messenger (%s)', async (language) => {
      const options = optionsIn(language);
      const card = kinds[kind]!(scripts[script], options);
      const number = kind === 'a digest' ? '#1000' : '#1042';

      const feishu = feishuPreview.draw(card, options.texts);
      expect(() => checkFeishuCard(JSON.stringify(feishu.sent))).not.toThrow();

      const template = dingtalk.draw(card, options.texts);
      const values = Object.values(
        (template.sent as { cardData: { cardParamMap: Record<string, string> } }).cardData.cardParamMap,
      );
      for (const value of values) expect(Buffer.byteLength(value)).toBeLessThanOrEqual(1_024);

      const markdown = dingtalkTextPreview.draw(card, options.texts);
      expect(() => checkMsgParam(markdown.sent as Record<string, unknown>)).not.toThrow();

      const inWecom = wecom.draw(card, options.texts);
      for (const { msgtype, markdown: text, template_card } of inWecom.sent as WecomMessage[]) {
        if (msgtype === 'markdown') expect(Buffer.byteLength(text!.content)).toBeLessThanOrEqual(20_480);
        else {
          expect(() => checkWecomCard(template_card, 1)).not.toThrow();
          expect(cutCard(template_card!).cuts).toEqual([]);
        }
      }

      for (const { sent, picture } of [feishu, template, markdown, inWecom]) {
        const json = JSON.stringify(sent);
        expect(json).not.toMatch(/\uFFFD|undefined|\[object/);
        expect(json).toContain(number);
        expect(String(await picture)).toContain(number);
      }
    });
  });
});

interface WecomMessage {
  msgtype: 'markdown' | 'template_card';
  markdown?: { content: string };
  template_card?: Record<string, unknown>;
}
