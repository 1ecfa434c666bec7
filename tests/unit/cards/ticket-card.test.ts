import { expect, test } from 'vitest';
import { compactCard, refusalCard, ticketCard, wordlessCard } from '../../../cards/ticket-card.ts';
import type { TicketView } from '../../../cards/ticket-view.ts';
import { textsIn } from '../../../src/texts/texts.ts';

const now = Date.parse('2026-11-24T10:00:00+08:00');
const view: TicketView = {
  id: 't',
  number: 1042,
  version: 3,
  level: 'urgent',
  state: 'claimed',
  store: { id: 's', name: 'Haushalt24', platform: 'amazon', site: 'de' },
  buyer: { name: 'Quetzal', contacts: 2 },
  answerable: true,
  orderId: '302-1',
  mentioned: { orders: ['302-1', '302-2'], tracking: ['JD014600006281230704'] },
  items: [{ title: 'Teedose', quantity: 2 }],
  owner: { id: 'wang', name: '王磊', accounts: {} },
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
  reasons: [{ rule: 'r', zh: '出现「Trinkhalm」', en: 'says “Trinkhalm”' }],
  messages: [
    {
      id: 'm',
      author: 'buyer',
      at: now,
      text: 'Trinkhalm',
      language: 'de',
      translation: '吸管',
      translationState: 'done',
      translator: 'deepl',
      flags: {},
      attachments: [],
    },
  ],
  events: [{ kind: 'claimed', at: now, version: 3, who: '王磊', data: {} }],
  openedAt: now - 600_000,
  firstRepliedAt: null,
};
const options = (language: 'zh' | 'en') => ({
  texts: textsIn(language, 'Asia/Shanghai'),
  now,
  translates: true,
  timeLeft: (_: 'policy' | 'team', dueAt: number) => `${(dueAt - now) / 60_000} min`,
});

test.each(['zh', 'en'] as const)('the card says who, what, how long, and what a tap will do (%s)', (language) => {
  const card = ticketCard(view, options(language));
  expect(card).toMatchObject({
    kind: 'ticket',
    level: 'urgent',
    ticket: 1042,
    version: 3,
    state: 'claimed',
    owner: '王磊',
    countdown: '60 min',
    original: 'Trinkhalm',
    translation: '吸管',
    language: 'de',
  });
  expect(card.actions.filter(({ secondary }) => !secondary).map(({ action }) => action)).toEqual([
    'reply',
    'transfer',
    'snooze',
    'close',
  ]);
  expect(card.actions.map(({ command }) => command).every((command) => / 1042( 2\S+)?$/.test(command))).toBe(true);
  expect(
    card.fields.slice(-2).map(({ value }) => value),
    'what the buyer names, but for the order it is about',
  ).toEqual(['302-2', 'JD014600006281230704']);
  expect(JSON.stringify(card)).not.toContain('undefined');
});

test.each(['zh', 'en'] as const)('what is left without anybody’s words still leads to the ticket (%s)', (language) => {
  const card = wordlessCard(view, options(language));
  expect(JSON.stringify(card)).not.toMatch(/Trinkhalm|吸管|Quetzal|Teedose|302-2|JD0146/);
  expect(card).toMatchObject({
    ticket: 1042,
    version: 3,
    level: 'urgent',
    state: 'claimed',
    notice: expect.stringMatching(/./) as string,
  });
  expect(card.actions.map(({ action }) => action)).toContain('reply');
});

test('a compact card replaces, a refused one says why', () => {
  expect(compactCard(view, options('zh'))).toMatchObject({ kind: 'compact', notice: '代替之前的卡片', history: undefined });
  expect(refusalCard(view, '林悦 已认领', options('zh'))).toMatchObject({
    kind: 'ticket',
    notice: '林悦 已认领',
    original: 'Trinkhalm',
  });
});
