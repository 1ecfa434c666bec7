import { expect, test } from 'vitest';
import { parseContent } from '../../../adapters/messengers/feishu/parse-content.ts';
import { parseMessage, parseTap } from '../../../adapters/messengers/feishu/parse-inbound.ts';

const bot = 'ou_bot';
const mention = (n: number, id: string, name: string) => ({ key: `@_user_${n}`, id: { open_id: id }, name });

/** As the SDK flattens the examples of facts/messengers §2.2.4 and §2.2.5. */
const message = {
  event_id: '5e3702a84e847582be8db7fb73283c02',
  event_type: 'im.message.receive_v1',
  sender: { sender_id: { open_id: 'ou_8c1f', union_id: 'on_5d2a', user_id: '7g1b4d2e' }, sender_type: 'user' },
  message: {
    message_id: 'om_dc13264520',
    root_id: 'om_root',
    parent_id: 'om_a1b2c3',
    chat_id: 'oc_9f8e7d',
    chat_type: 'group',
    message_type: 'text',
    content: '{"text":"@_user_1 /claim 1042"}',
    mentions: [mention(1, bot, 'Desk Bot')],
  },
};

const tap = {
  event_id: 'f7984f25108f8137722bb63c',
  token: 'c-295ee57216a5dc9de90fefd0aadb4b1d7d6b4d5a',
  operator: { open_id: 'ou_8c1f' },
  action: {
    tag: 'button',
    value: { a: 'reply', t: 1042, v: 3 },
    name: 'reply__submit',
    form_value: { reply__text: 'Es tut uns leid …' },
  },
  context: { open_message_id: 'om_a1b2c3', open_chat_id: 'oc_9f8e7d' },
};

test('a message loses the mention of the bot and keeps what it quotes', () => {
  expect(parseMessage(message, bot)).toEqual({
    messenger: 'feishu',
    eventId: '5e3702a84e847582be8db7fb73283c02',
    messageId: 'om_dc13264520',
    chat: 'oc_9f8e7d',
    chatKind: 'group',
    person: { id: 'ou_8c1f' },
    text: '/claim 1042',
    mentions: [],
    quotes: 'om_a1b2c3',
  });
});

test('bots are no people, and pictures that go past the bot in a group are not for it', () => {
  expect(parseMessage({ ...message, sender: { ...message.sender, sender_type: 'app' } }, bot)).toBeNull();
  const picture = { ...message.message, message_type: 'image', content: '{"image_key":"img"}' };
  const quoting = parseMessage({ ...message, message: picture }, bot);
  expect(quoting).toMatchObject({ text: '', resources: [{ key: 'img', kind: 'image', name: 'picture.jpg' }] });
  expect(parseMessage({ ...message, message: { ...picture, parent_id: undefined } }, bot)).toBeNull();
  expect(
    parseMessage({ ...message, message: { ...picture, message_type: 'sticker', content: '{"file_key":"s"}' } }, bot),
  ).toBeNull();
});

test('an unknown shape is an error, so that the platform pushes it again', () => {
  expect(() => parseMessage({ event_id: 'x' }, bot)).toThrow();
  expect(() => parseTap({ event_id: 'x' })).toThrow();
});

test('a tap keeps its event id and names its fields neutrally', () => {
  expect(parseTap(tap)).toMatchObject({
    eventId: 'f7984f25108f8137722bb63c',
    action: 'reply',
    ticket: 1042,
    version: 3,
    form: { text: 'Es tut uns leid …' },
  });
});

test('a picker outside a form brings its choice as the field of its name', () => {
  const picked = { tag: 'select_person', name: 'transfer__to', option: 'ou_chen', value: { a: 'transfer', t: 1042, v: 3 } };
  expect(parseTap({ ...tap, action: picked })).toMatchObject({ action: 'transfer', form: { to: 'ou_chen' } });
});

test.each([{}, 'claim', { a: 'drop_table', t: 1, v: 1 }, { a: 'claim', t: '1', v: 1 }, null])(
  'a value that is not ours is no tap: %j',
  (value) => {
    expect(parseTap({ ...tap, action: { value } })).toBe('foreign');
  },
);

test('ten mentions do not shadow each other, @_all disappears', () => {
  const mentions = Array.from({ length: 10 }, (_, i) => mention(i + 1, i === 0 ? bot : `ou_${i + 1}`, `人${i + 1}`));
  const content = JSON.stringify({ text: '@_user_1 @_all /转交 @_user_10 @_user_2' });
  expect(parseContent({ type: 'text', content, mentions, bot })?.text).toBe('/转交 @人10 @人2');
});

test('a post becomes lines', () => {
  const content = JSON.stringify({
    title: '',
    content: [
      [
        { tag: 'at', user_id: '@_user_1' },
        { tag: 'text', text: ' /reply 1042 hi ' },
        { tag: 'img', image_key: 'img_v3_1' },
      ],
      [
        { tag: 'a', text: 'link', href: 'https://shop.example' },
        { tag: 'text', text: ' there' },
      ],
      [],
      [{ tag: 'text', text: 'end' }],
    ],
  });
  expect(parseContent({ type: 'post', content, mentions: [mention(1, bot, 'Desk Bot')], bot })?.text).toBe(
    '/reply 1042 hi\nlink there\n\nend',
  );
});

test('full-width slashes and spaces are left to the grammar', () => {
  expect(
    parseContent({ type: 'text', content: '{"text":"@_user_1　／认领　1042"}', mentions: [mention(1, bot, '更夫')], bot })?.text,
  ).toBe('／认领　1042');
});

test('addresses that were typed arrive as typed', () => {
  const text =
    '/回复 1042 见 [https://dhl.example/t](https://dhl.example/t) [www.dhl.example](http://www.dhl.example) [hilfe@shop.example](mailto:hilfe@shop.example) [别的](https://a.example)';
  expect(parseContent({ type: 'text', content: JSON.stringify({ text }), mentions: [], bot })?.text).toBe(
    '/回复 1042 见 https://dhl.example/t www.dhl.example hilfe@shop.example [别的](https://a.example)',
  );
});
