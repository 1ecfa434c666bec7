import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameMentions } from '../../../adapters/messengers/dingtalk/name-mentions.ts';
import { parseMessage, parseTap } from '../../../adapters/messengers/dingtalk/parse-inbound.ts';

const chen = { id: '0166502', name: '陈晨' };
const wei = { id: '0166503', name: 'Li Wei' };

describe('mentions', () => {
  test.each([
    ['a plain text has lost the bot’s', ' /转交 1042 @陈晨 ', [chen], false, '/转交 1042 @陈晨', [chen]],
    ['a richText has not', '@更夫 /列表', [], true, '/列表', []],
    ['nor in the middle', '请看 @更夫 1042', [], true, '请看 1042', []],
    ['a plain text that kept it loses it here', '@更夫 /列表', [], false, '/列表', []],
    ['somebody else at the beginning stays', '@陈晨 看一下', [chen], false, '@陈晨 看一下', [chen]],
    ['both', '@更夫 /转交 1042 @陈晨', [chen], false, '/转交 1042 @陈晨', [chen]],
    ['names with a blank', '/转交 1042 @Li Wei', [wei], false, '/转交 1042 @Li Wei', [wei]],
    ['a name nobody tells is read from the text', '/转交 1042 @陈晨', [{ id: chen.id }], false, '/转交 1042 @陈晨', [chen]],
    ['a name the platform took away comes back', '/转交 1042\n谢谢', [chen], false, '/转交 1042 @陈晨\n谢谢', [chen]],
    ['in the order of the text', '@Li Wei @陈晨', [chen, wei], false, '@Li Wei @陈晨', [wei, chen]],
    ['people of other organisations stand as words', '问 @Gast', [{}], false, '问 @Gast', []],
    ['somebody without a name is nobody', '/列表', [{ id: '7' }], false, '/列表', []],
  ] as const)('%s', (_what, text, mentioned, botIsNamed, expected, mentions) => {
    expect(nameMentions({ text, mentioned: [...mentioned], botIsNamed })).toEqual({ text: expected, mentions });
  });

  test('full-width blanks and line ends of a person survive', () => {
    const { text } = nameMentions({ text: ' ／回复 1042 很抱歉\n\n谢谢 ', mentioned: [], botIsNamed: false });
    expect(text).toBe('／回复 1042 很抱歉\n\n谢谢');
  });
});

describe('messages', () => {
  const message = (change: Record<string, unknown>) =>
    JSON.stringify({ conversationId: 'cid1', conversationType: '2', msgId: 'm1', senderId: '$:u', msgtype: 'text', text: { content: 'x' }, ...change }); // prettier-ignore

  test('carry words of text, richText and speech, and files by their codes', () => {
    const content = (msgtype: string, value: unknown) => parseMessage(message({ msgtype, content: value }))?.text;
    expect(parseMessage(message({}))).toMatchObject({ text: 'x', chatKind: 'group', person: { id: '$:u' }, mentioned: [] });
    expect(content('richText', { richText: [{ text: 'a' }, { type: 'picture' }, { text: 'b' }] })).toBe('ab');
    expect(content('audio', { recognition: '列表', duration: 3 })).toBe('列表');
    const files = (msgtype: string, value: unknown) => parseMessage(message({ msgtype, content: value }))?.files;
    const richText = [{ text: 'a' }, { type: 'picture', downloadCode: 'c1' }];
    expect(files('richText', { richText })).toEqual([{ downloadCode: 'c1', name: 'picture.jpg' }]);
    expect(files('file', { downloadCode: 'c2', fileName: 'a.pdf' })).toEqual([{ downloadCode: 'c2', name: 'a.pdf' }]);
    for (const type of ['picture', 'video', 'file', 'unknownMsgType']) expect(content(type, {})).toBeUndefined();
  });

  test('tell what they quote when the platform does', () => {
    const text = { content: '好', isReplyMsg: true, repliedMsg: { msgType: 'text', content: { text: '#1042 …' } } };
    expect(parseMessage(message({ text, originalProcessQueryKey: 'pqk' }))).toMatchObject({
      quotes: 'pqk',
      quotedText: '#1042 …',
    });
    expect(parseMessage(message({ originalProcessQueryKey: 7 }))).not.toHaveProperty('quotes');
  });
});

describe('taps', () => {
  const tap = (params: unknown, change: Record<string, unknown> = {}) =>
    JSON.stringify({ outTrackId: 'c1', userId: 'u1', spaceType: 'IM_GROUP', spaceId: 'cid1', content: JSON.stringify({ cardPrivateData: { actionIds: ['x'], params } }), ...change }); // prettier-ignore

  test('take numbers as text or number, choices by their value', () => {
    const form = {
      resolution: { index: 0, value: 'refunded' },
      many: { index: [0], value: ['a', 'b'] },
      topic: null,
      agreed: true,
    };
    expect(parseTap(tap({ a: 'close', t: '1042', v: 3, form, current_form: {} }))).toEqual({
      messageId: 'c1',
      space: { kind: 'group', id: 'cid1' },
      person: 'u1',
      action: 'close',
      ticket: 1042,
      version: 3,
      form: { resolution: 'refunded', many: 'a,b', agreed: 'true' },
    });
  });

  test.each([
    {},
    null,
    { a: 'drop', t: '1', v: '1' },
    { a: 'claim', t: '-1', v: '1' },
    { a: 'claim', t: '1e3', v: '1' },
    { a: 'claim', t: 1.5, v: 1 },
  ])('that are not ours are none: %j', (params) => expect(parseTap(tap(params))).toBe('foreign'));

  test('anything else throws nothing but what the caller expects', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        for (const parse of [parseTap, parseMessage])
          try {
            parse(json);
          } catch (error) {
            expect(['ZodError', '$ZodError', 'SyntaxError']).toContain((error as Error).constructor.name);
          }
      }),
    );
  });
});
