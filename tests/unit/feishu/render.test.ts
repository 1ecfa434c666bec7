import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Card } from '../../../cards/card.ts';
import { fieldName } from '../../../adapters/messengers/feishu/render-form.ts';
import { renderCard } from '../../../adapters/messengers/feishu/render.ts';
import type { Drawing } from '../../../adapters/messengers/feishu/render.ts';
import { words } from '../../../adapters/messengers/feishu/words.ts';
import { hostile, longTexts, ticketCard } from '../../contract/messenger/sample-cards.ts';
import { checkCard } from '../../emulators/feishu/card-rules.ts';

const draw = (change: Partial<Card> = {}, drawing?: Drawing) => renderCard(ticketCard(change), words.zh, drawing);
const json = (card: unknown) => JSON.stringify(card);

test('the colour of the header is the level, grey once closed', () => {
  expect(draw().header.template).toBe('red');
  expect(draw({ level: 'important' }).header.template).toBe('orange');
  expect(draw({ level: 'normal' }).header.template).toBe('green');
  expect(draw({ state: 'closed' }).header.template).toBe('grey');
  expect(draw({ kind: 'notice', level: 'normal' }).header.template).toBe('blue');
});

test('state, countdown and language are tags, three at most', () => {
  expect(draw().header.text_tag_list?.map(({ text }) => text.content)).toEqual(['待认领', '剩 3 小时 12 分', '德语']);
  expect(draw({ stateLabel: undefined, countdown: undefined, languageLabel: undefined }).header.text_tag_list).toBeUndefined();
});

test('the number is in the title even when the core left it out', () => {
  expect(draw({ title: '包裹在哪里' }).header.title.content).toBe('#1042 包裹在哪里');
});

test('buttons carry action, ticket and version', () => {
  expect(json(draw().body)).toContain('{"type":"callback","value":{"a":"claim","t":1042,"v":3}}');
});

test('what is only picked acts at once, what is typed or has two fields is a form at the root', () => {
  const tags = draw().body.elements.map(({ tag }) => tag);
  expect(tags.filter((tag) => tag === 'form')).toHaveLength(2);
  expect(json(draw().body)).toContain(`"tag":"select_person","name":"${fieldName('transfer', 'to')}"`);
});

test('an input is never longer than the platform allows', () => {
  expect(json(draw())).toContain('"max_length":1000');
  const text = { name: 'text', kind: 'multiline', label: '内容', value: 'ä'.repeat(3_000), maxLength: 5_000 } as const;
  const drawn = draw({ actions: [{ action: 'reply', label: '回复', command: '回复', fields: [text] }] });
  expect(() => checkCard(json(drawn))).not.toThrow();
});

test('a compact card has no conversation, reasons or history', () => {
  const text = json(draw({ kind: 'compact' }));
  for (const absent of ['Deckel', 'Geld zurück', '经过']) expect(text).not.toContain(absent);
});

test('nothing but plain text, whatever the buyer writes', () => {
  const text = json(draw({ original: hostile, title: hostile, reasons: [hostile], owner: hostile, notice: hostile }));
  expect(text).not.toMatch(/"tag":"(markdown|lark_md|person|img)"/);
});

test('the longest text gives way, short ones stay whole', () => {
  const drawn = json(draw({ original: longTexts.german, translation: '短译文' }));
  expect(drawn).toContain('短译文');
  expect(drawn).toContain('302-1112223-4445556');
  expect(drawn).toMatch(/…\(余下 \d+ 字见详情\)/);
  expect(Buffer.byteLength(drawn)).toBeLessThanOrEqual(24_000);
  // Most of the room is used.
  expect(Buffer.byteLength(drawn)).toBeGreaterThan(22_000);
});

test('half the size is reached when it is asked for', () => {
  expect(
    Buffer.byteLength(json(draw({ original: longTexts.chinese, translation: longTexts.thai }, 'small'))),
  ).toBeLessThanOrEqual(12_000);
});

test('the plain drawing keeps words and buttons, and says what to type instead of forms', () => {
  const drawn = draw({}, 'plain');
  expect(new Set(drawn.body.elements.map(({ tag }) => tag))).toEqual(new Set(['div', 'button']));
  for (const text of ['Deckel', '罐子', '302-1112223-4445556', '回复: 回复 1042 …', '"a":"claim"'])
    expect(json(drawn)).toContain(text);
});

test('any card passes the platform’s rules', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constantFrom(hostile, ...Object.values(longTexts)));
  const card = fc.record({
    title: text,
    subtitle: fc.option(text, { nil: undefined }),
    kind: fc.constantFrom('ticket', 'compact', 'notice'),
    notice: fc.option(text, { nil: undefined }),
    original: fc.option(text, { nil: undefined }),
    translation: fc.option(text, { nil: undefined }),
    fields: fc.array(fc.record({ label: fc.constant('买家'), value: text, short: fc.boolean() }), { maxLength: 40 }),
    reasons: fc.array(text, { maxLength: 30 }),
    history: fc.array(fc.record({ at: fc.constant('14:02'), text }), { maxLength: 60 }),
  });
  fc.assert(
    fc.property(card, fc.constantFrom<Drawing>('full', 'small', 'plain'), (change, drawing) => {
      checkCard(json(draw(change, drawing)));
    }),
    { numRuns: 60 },
  );
});

test('a card as busy as they get stays under 200 elements', () => {
  const options = Array.from({ length: 80 }, (_, i) => ({ value: `t${i}`, label: `模板 ${i}` }));
  const forms = (['reply', 'close', 'note', 'snooze', 'transfer'] as const).map((action) => ({
    action,
    label: action,
    command: action,
    fields: [
      { name: 'text' as const, kind: 'multiline' as const, label: '内容' },
      { name: 'topic' as const, kind: 'select' as const, label: '主题', options },
    ],
  }));
  const fields = Array.from({ length: 60 }, (_, i) => ({ label: `字段 ${i}`, value: '值', short: true }));
  const history = Array.from({ length: 400 }, () => ({ at: '14:02', text: '林悦 认领' }));
  expect(() =>
    checkCard(json(draw({ actions: [...ticketCard().actions.slice(0, 1), ...forms], fields, history }))),
  ).not.toThrow();
});
