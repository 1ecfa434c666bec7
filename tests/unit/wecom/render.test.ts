import { describe, expect, test } from 'vitest';
import type { Card } from '../../../cards/card.ts';
import { picksOf } from '../../../adapters/messengers/wecom/render-actions.ts';
import { renderForm } from '../../../adapters/messengers/wecom/render-form.ts';
import { escapeMarkdown, renderText } from '../../../adapters/messengers/wecom/render-text.ts';
import { renderCard } from '../../../adapters/messengers/wecom/render.ts';
import { shorten } from '../../../adapters/messengers/wecom/shorten.ts';
import { taskIdOf } from '../../../adapters/messengers/wecom/task-id.ts';
import { words } from '../../../adapters/messengers/wecom/words.ts';
import { hostile, longTexts, ticketCard } from '../../contract/messenger/sample-cards.ts';
import { cutCard } from '../../emulators/wecom/card-cuts.ts';
import { checkCard } from '../../emulators/wecom/card-rules.ts';

const drawing = { words: words.zh, botName: '更夫', quoteBytes: 1_500, questions: 'in-card' as const };
const draw = (card: Card) => renderCard(card, 't1042-x-0', drawing);
const everywhere = (text: string): Card =>
  ticketCard({
    title: text,
    subtitle: text,
    stateLabel: text,
    countdown: text,
    owner: text,
    notice: text,
    original: text,
    translation: text,
    translationNote: text,
    languageLabel: text,
    reasons: [text, text],
    fields: Array.from({ length: 30 }, () => ({ label: text, value: text })),
    actions: ticketCard().actions.map((action) => ({ ...action, label: text, command: text.slice(0, 30) })),
  });

describe('every card is taken whole by platform and client', () => {
  test.each(Object.entries({ ...longTexts, hostile, empty: '' }))('of %s', (_name, text) => {
    const { card } = draw(everywhere(text));
    expect(() => checkCard(card, 1)).not.toThrow();
    expect(cutCard(card as unknown as Record<string, unknown>).cuts).toEqual([]);
    expect(Buffer.byteLength(card.quote_area?.quote_text ?? '')).toBeLessThanOrEqual(1_500);
    expect(JSON.stringify(card)).not.toMatch(/\uFFFD|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  test.each([1, 2, 3] as const)('with %i pick lists', (lists) => {
    const names = ['resolution', 'topic', 'to'] as const;
    const fields = names.slice(0, lists).map((name) => ({
      name,
      kind: 'select' as const,
      label: longTexts.thai,
      options: Array.from({ length: 10 }, (_, i) => ({ value: `v${i}`, label: longTexts.emoji })),
    }));
    const action = { action: 'close' as const, label: '关闭', command: '/关闭 1042', fields };
    const picks = picksOf(action, drawing);
    const card = renderForm({ card: everywhere(longTexts.german), action, picks: picks ?? [] }, 't1', drawing);
    expect(() => checkCard(card, 1)).not.toThrow();
    expect(cutCard(card as unknown as Record<string, unknown>).cuts).toEqual([]);
  });

  test('with one long list, and with one that fits nowhere', () => {
    const field = (length: number) => ({
      name: 'resolution' as const,
      kind: 'select' as const,
      label: '结果',
      required: true,
      options: Array.from({ length }, (_, i) => ({ value: `v${i}`, label: `${i}` })),
    });
    const action = (length: number) => ({ action: 'close' as const, label: '关闭', command: '/关闭', fields: [field(length)] });
    const picks = picksOf(action(20), drawing) ?? [];
    const card = renderForm({ card: ticketCard(), action: action(20), picks }, 't1', drawing);
    expect(card.card_type).toBe('vote_interaction');
    expect(() => checkCard(card, 1)).not.toThrow();
    expect(picksOf(action(21), drawing)).toBeNull();
  });
});

describe('a card', () => {
  test('says what one types and what was cut', () => {
    const { card, cut } = draw(ticketCard({ original: longTexts.german }));
    expect(card.sub_title_text).toContain('回复请 @更夫 并输入: 回复 1042 您的内容');
    expect(card.quote_area?.quote_text).toContain('…详情');
    expect(cut).toBe(true);
    expect(draw(ticketCard()).cut).toBe(false);
  });

  test('keeps its number whatever the title is', () => {
    for (const title of [longTexts.emoji, '', `${'很'.repeat(30)}#1042`])
      expect(draw(ticketCard({ title })).card.main_title?.title).toContain('#1042');
  });

  test('has at most six buttons, and a command for the rest', () => {
    const names = ['claim', 'unclaim', 'translate', 'details', 'false_alarm', 'reopen', 'snooze'] as const;
    const actions = names.map((action) => ({ action, label: action, command: `/${action} 1042` }));
    const { card } = draw(ticketCard({ actions }));
    expect(card.button_list?.map(({ key }) => key)).toEqual(names.slice(0, 6).map((name) => `${name}:1042:3`));
    expect(card.sub_title_text).toContain('/snooze 1042');
  });
});

test('a task_id is the post’s own and well formed', () => {
  const post = { chat: 'wr1', key: 'a-很'.repeat(30), ticket: 1042, nonce: 0 };
  expect(taskIdOf(post)).toMatch(/^t1042-[0-9A-Za-z_-]{24}-0$/);
  expect(taskIdOf(post)).toBe(taskIdOf(post));
  expect(new Set([taskIdOf(post), taskIdOf({ ...post, nonce: 1 }), taskIdOf({ ...post, chat: 'wr2' })]).size).toBe(3);
});

describe('text', () => {
  test('cannot mention, link or restyle', () => {
    expect(escapeMarkdown('<@linyue> [a](b) **x** `y`\n# z\n#1042')).toBe('＜@linyue＞ ［a］(b) ＊＊x＊＊ ｀y｀\n＃ z\n#1042');
  });

  test.each(Object.entries(longTexts))('of %s is cut into messages that fit, and nothing is lost', (_name, text) => {
    const parts = renderText(text, [], 4_096);
    expect(parts.join('').replace(/\s/g, '')).toBe(escapeMarkdown(text).replace(/\s/g, ''));
    for (const part of parts) {
      expect(Buffer.byteLength(part)).toBeLessThanOrEqual(4_096);
      expect(part).not.toMatch(/^\u200d|^[\uDC00-\uDFFF]/);
    }
  });

  test('is shortened between what people see as characters', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(shorten(family.repeat(3), { chars: 15 })).toEqual({ text: `${family.repeat(2)}…`, cut: true });
    expect(shorten('很抱歉', { bytes: 9 })).toEqual({ text: '很抱歉', cut: false });
    expect(shorten('很抱歉', { bytes: 8 })).toEqual({ text: '很…', cut: true });
  });
});
