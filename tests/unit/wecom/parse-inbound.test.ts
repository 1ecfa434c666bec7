import { describe, expect, test } from 'vitest';
import type { Identity } from '../../../adapters/messengers/wecom/identity.ts';
import { stripMention } from '../../../adapters/messengers/wecom/parse-content.ts';
import { parsePush } from '../../../adapters/messengers/wecom/parse-inbound.ts';

const names = new Map([
  ['陈晨', 'chenchen'],
  ['Chen Wei', 'cw'],
  ['Chen', 'c'],
]);
const identity: Identity = {
  known: (person) => (person === 'linyue' ? '林悦' : undefined),
  idOf: (name) => names.get(name),
  names: () => [...names.keys()].sort((a, b) => b.length - a.length),
  meet: () => undefined,
  resolve: async () => null,
  call: async () => [],
};
const parse = (body: object) =>
  parsePush(
    { msgid: 'm1', aibotid: 'aib', chatid: 'wr1', chattype: 'group', from: { userid: 'linyue' }, ...body },
    { botName: '更夫 Desk', identity },
  );
const textOf = (content: string) => parse({ msgtype: 'text', text: { content } });

describe('the bot’s mention', () => {
  test.each([
    ['@更夫 Desk /认领 1042', '/认领 1042'],
    ['@更夫 Desk\u2005／回复 1042 很抱歉\n第二行', '／回复 1042 很抱歉\n第二行'],
    ['请 @更夫 Desk 看一下', '请 看一下'],
    ['@更夫 Desktop 你好', 'Desktop 你好'],
    ['@更夫 Desk', ''],
  ])('%j', (said, left) => {
    expect(stripMention(said, '更夫 Desk', 'group')).toBe(left);
  });

  test.each([
    ['@Night Watch Bot /list', '/list'],
    ['@更夫 你好', '你好'],
    ['没有提到', '没有提到'],
  ])('of an unknown name: %j', (said, left) => {
    expect(stripMention(said, undefined, 'group')).toBe(left);
  });

  test('is not looked for in a single chat, where none is needed', () => {
    expect(stripMention('@陈晨 /转交', undefined, 'direct')).toBe('@陈晨 /转交');
  });
});

describe('a message', () => {
  test('names its people, the longest name first', () => {
    expect(textOf('@更夫 Desk /转交 1042 @Chen Wei @陌生人 @陈晨')).toMatchObject({
      saying: {
        chat: 'wr1',
        chatKind: 'group',
        person: { id: 'linyue', name: '林悦' },
        text: '/转交 1042 @Chen Wei @陌生人 @陈晨',
        mentions: [
          { id: 'cw', name: 'Chen Wei' },
          { id: 'chenchen', name: '陈晨' },
        ],
      },
    });
  });

  test('of pictures and words has the words; a voice message has its transcript', () => {
    const items = [
      { msgtype: 'image', image: { url: 'http://x/1' } },
      { msgtype: 'text', text: { content: '@更夫 Desk 看图' } },
    ];
    expect(parse({ msgtype: 'mixed', mixed: { msg_item: items } })).toMatchObject({
      saying: { text: '看图' },
      files: [{ name: 'picture.jpg', url: 'http://x/1' }],
    });
    const voice = { msgtype: 'voice', voice: { content: '认领一零四二' }, chattype: 'single', chatid: undefined };
    expect(parse(voice)).toMatchObject({ saying: { text: '认领一零四二', chat: 'linyue', chatKind: 'direct' } });
  });

  test('that quotes tells what was said there', () => {
    const quote = { msgtype: 'text', text: { content: '#1042 Wo ist mein Paket?' } };
    expect(parse({ msgtype: 'text', text: { content: '@更夫 Desk 很抱歉' }, quote })).toMatchObject({
      saying: { quotedText: '#1042 Wo ist mein Paket?' },
    });
  });

  test('without words may be a file, or is none of ours', () => {
    expect(parse({ msgtype: 'image', image: { url: 'http://x/1', aeskey: 'k' } })).toMatchObject({
      saying: { text: '' },
      files: [{ name: 'picture.jpg', url: 'http://x/1', aesKey: 'k' }],
    });
    expect(parse({ msgtype: 'location' })).toEqual({ kind: 'other' });
    expect(() => parse({ msgtype: 'text', text: { content: 7 } })).toThrow();
  });
});

describe('a tap', () => {
  const click = { card_type: 'button_interaction', event_key: 'claim:1042:3', task_id: 't1' };
  const tap = { kind: 'tapped', step: 'act', tap: { action: 'claim', ticket: 1042, version: 3, messageId: 't1', eventId: 'm1' } };

  test('is read nested, as the wire has it, or flat, as the SDK’s typing has it', () => {
    const nested = { eventtype: 'template_card_event', template_card_event: click };
    expect(parse({ msgtype: 'event', event: nested })).toMatchObject(tap);
    expect(parse({ msgtype: 'event', event: { eventtype: 'template_card_event', ...click } })).toMatchObject(tap);
  });

  test('of something else is none', () => {
    for (const eventtype of ['feedback_event', 'disconnected_event', 'toString'])
      expect(parse({ msgtype: 'event', event: { eventtype } })).toEqual({ kind: 'other' });
  });
});
