import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../cards/card.ts';
import { escapeLines, escapeMarkdown } from '../../../adapters/messengers/dingtalk/escape-markdown.ts';
import { renderCard } from '../../../adapters/messengers/dingtalk/render.ts';
import { fitsInto, renderMarkdown } from '../../../adapters/messengers/dingtalk/render-markdown.ts';
import { renderSaying, renderText } from '../../../adapters/messengers/dingtalk/render-text.ts';
import { shorten, spread } from '../../../adapters/messengers/dingtalk/shorten.ts';
import { ticketTemplate } from '../../../adapters/messengers/dingtalk/ticket-template.ts';
import { words } from '../../../adapters/messengers/dingtalk/words.ts';
import { hostile, longTexts, ticketCard } from '../../contract/messenger/sample-cards.ts';
import { readMarkdown } from '../../emulators/dingtalk/markdown.ts';
import { readTemplate } from '../../emulators/dingtalk/template.ts';
import { templateFile } from './scene.ts';

const style = { multilineField: 'TEXT', valueBytes: 1_024 } as const;
const draw = (change: Partial<Card> = {}) => renderCard(ticketCard(change), words.zh, style);
const sizes = (values: Record<string, string>) => Object.values(values).map((value) => Buffer.byteLength(value));

describe('the template', () => {
  test('in the repository is the one the renderer fills', () => {
    expect(JSON.parse(templateFile)).toEqual(ticketTemplate());
  });

  test('declares every variable that is written, and every card writes all of them', () => {
    const { variables } = readTemplate('t', templateFile);
    const own = [...variables.values()].filter(({ private: isPrivate }) => !isPrivate).map(({ name }) => name);
    for (const values of [draw(), draw({ kind: 'compact', actions: [] }), renderSaying('好', words.zh, style)]) {
      for (const name of Object.keys(values)) expect(variables.has(name), name).toBe(true);
      for (const name of own) expect(values[name], name).toBeDefined();
    }
  });

  test('has no component that reads markdown', () => {
    expect(templateFile).not.toMatch(/Markdown/);
  });
});

describe('a card', () => {
  test.each(Object.entries(longTexts))(
    'of 50 KB of %s stays within 1 KB a variable, number and buttons whole',
    (_script, text) => {
      const change = { original: text, translation: text, title: text, notice: text, subtitle: text, owner: text, reasons: [text], stateLabel: text, countdown: text, translationNote: text, fields: [{ label: '买家', value: text }], history: Array.from({ length: 300 }, () => ({ at: '14:02', text })) }; // prettier-ignore
      for (const language of ['zh', 'en'] as const) {
        const values = renderCard(ticketCard(change), words[language], style);
        expect(Math.max(...sizes(values))).toBeLessThanOrEqual(1_024);
        expect(Object.values(values).join('')).not.toContain('\uFFFD');
        expect(values).toMatchObject({ ticket: '1042', label_claim: '认领' });
        expect(values.title).toContain('#1042');
        expect(values.history_1).not.toBe('');
      }
    },
  );

  test('takes any text at any cap', () => {
    const anyText = fc.string({ unit: 'grapheme', maxLength: 6_000 });
    fc.assert(
      fc.property(anyText, fc.integer({ min: 256, max: 2_000 }), (text, valueBytes) => {
        const values = renderCard(ticketCard({ original: text, title: text, history: [{ at: '1', text }] }), words.en, {
          ...style,
          valueBytes,
        });
        return Math.max(...sizes(values)) <= Math.max(valueBytes, 1_024);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps a text whole that fits, in order over several variables', () => {
    const text = 'Die Dose kam verbeult an. '.repeat(150).trim();
    const values = draw({ original: text });
    const shown = [1, 2, 3, 4, 5, 6].map((i) => values[`original_${i}`]).filter(Boolean);
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.join(' ')).toBe(text);
  });

  test('uses more of a variable where a tenant takes more', () => {
    const values = renderCard(ticketCard({ original: longTexts.chinese }), words.zh, { ...style, valueBytes: 18_000 });
    expect(Buffer.byteLength(values.original_1!)).toBeGreaterThan(10_000);
  });

  test('shows the colour of the level, grey once closed, blue for the watchman himself', () => {
    expect(draw().title).toMatch(/^🔴 #1042/u);
    expect(draw({ level: 'important' }).title).toMatch(/^🟠/u);
    expect(draw({ state: 'closed' }).title).toMatch(/^⚪/u);
    expect(draw({ kind: 'notice', level: 'normal' }).title).toMatch(/^🔵/u);
    expect(draw({ title: '包裹在哪里' }).title).toBe('🔴 #1042 包裹在哪里');
  });

  test('forms: choices with their default, people by name, times as said; what does not fit is a command', () => {
    const { form_close: close, form_transfer: transfer } = draw();
    expect(JSON.parse(close!)).toMatchObject({
      fields: [
        { name: 'resolution', type: 'SELECT' },
        { name: 'topic', defaultValue: { index: 0, value: 'damaged' } },
      ],
    });
    expect(JSON.parse(transfer!)).toMatchObject({ fields: [{ name: 'to', type: 'TEXT', required: true }] });
    const options = Array.from({ length: 30 }, (_, i) => ({ value: `value-${i}`, label: '选项'.repeat(10) }));
    const field = { name: 'resolution', kind: 'select', label: '结果', required: true, options } as const;
    const values = draw({ actions: [{ action: 'close', label: '关闭', command: '/关闭 1042', fields: [field] }] });
    expect(values).toMatchObject({ label_close: '', commands: '请 @我 输入: /关闭 1042' });
  });

  test('multi-line fields where a tenant has them', () => {
    const values = renderCard(ticketCard(), words.zh, { ...style, multilineField: 'TEXT_AREA' });
    expect(JSON.parse(values.form_reply!)).toMatchObject({ fields: [{ type: 'TEXT_AREA' }] });
  });

  test('secondary actions are behind “more”', () => {
    expect(draw()).toMatchObject({ more_false_alarm: '误报', label_false_alarm: '', more_title: '更多' });
    expect(draw({ actions: [] })).toMatchObject({ more_title: '', commands: '' });
  });
});

describe('markdown', () => {
  const nothing = { mentions: [], links: [] };

  test('of hostile words is words', () => {
    const { title, text } = renderMarkdown(
      ticketCard({ original: hostile, title: hostile, owner: hostile, reasons: [hostile], notice: hostile, history: [{ at: '1', text: hostile }], fields: [{ label: hostile, value: hostile }] }), // prettier-ignore
      words.zh,
      fitsInto(15_000),
    );
    expect(readMarkdown(text)).toEqual(nothing);
    expect(text).not.toMatch(/<|\]\(|!\[/);
    expect(title.length).toBeGreaterThan(0);
  });

  test('never lets a link, a mention or a picture arise from any words', () => {
    const sign = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '!',
      '*',
      '\\',
      'a',
      ' ',
      'atId=all',
      'href=',
      'https://e.example',
      '\n',
      '"',
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
        const escaped = escapeMarkdown(signs.join(''));
        const { mentions, links } = readMarkdown(escaped);
        return mentions.length + links.length === 0 && !/[[\]<>*\\]/.test(escaped);
      }),
    );
  });

  test('leaves order numbers and line ends alone, and starts no list or heading', () => {
    expect(escapeMarkdown('Nr. 302-1112223-4445556, SKU A_1-B')).toBe('Nr. 302-1112223-4445556, SKU A_1-B');
    expect(escapeLines('a\nb')).toBe('a  \nb');
    for (const line of ['# x', '- x', '1. x', '--- ', '> x']) expect(escapeMarkdown(line)).not.toMatch(/^(#|-|\d\.|>)/);
  });

  test.each(Object.entries(longTexts))('of 50 KB of %s fits its message, with every command', (_script, text) => {
    const history = Array.from({ length: 300 }, () => ({ at: '14:02', text }));
    const markdown = renderMarkdown(ticketCard({ original: text, translation: text, notice: text, reasons: [text], history }), words.zh, fitsInto(15_000)); // prettier-ignore
    expect(Buffer.byteLength(JSON.stringify(markdown))).toBeLessThanOrEqual(15_000);
    for (const { command } of ticketCard().actions) expect(markdown.text).toContain(command);
    expect(Buffer.byteLength(JSON.stringify(renderText(text, words.zh)))).toBeLessThanOrEqual(15_000);
  });
});

describe('cutting', () => {
  test('falls between what people see as one character', () => {
    const family = '👩‍👩‍👧‍👦';
    for (let bytes = 60; bytes < 140; bytes += 1) {
      const [kept = ''] = shorten(family.repeat(20), bytes, words.en).split('…');
      expect(kept.length % family.length).toBe(0);
      const parts = spread(family.repeat(20), { parts: 40, maxBytes: bytes, words: words.en });
      expect(parts.join('')).toBe(family.repeat(20));
      for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(bytes);
    }
  });

  test('says how much is missing, and ends on a heap of marks', () => {
    expect(shorten('x'.repeat(200), 100, words.zh)).toMatch(/^x+…\(余下 \d+ 字见详情\)$/);
    const heap = `a${'\u0301'.repeat(3_000)}`;
    expect(spread(heap, { parts: 3, maxBytes: 300, words: words.zh }).every((part) => Buffer.byteLength(part) <= 300)).toBe(true);
  });
});
