import { TOPIC_CARD } from 'dingtalk-stream';
import type { DWClientDownStream } from 'dingtalk-stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startDingtalkEmulator } from '../../emulators/dingtalk.ts';
import type { DingtalkEmulator } from '../../emulators/dingtalk.ts';
import { cardInto, createRest } from './dingtalk/rest.ts';
import { StreamClient } from './dingtalk/stream-client.ts';
import { ticketTemplate } from './dingtalk/ticket-template.ts';

const lin = { id: '0166501', name: '林悦' };
const chen = { id: '0166502', name: '陈晨' };
const outTrackId = 'tkt-1042-1';
const byKey = { updateCardDataByKey: true, updatePrivateDataByKey: true };
const buttons = JSON.stringify([
  { text: '认领', action: 'claim' },
  { text: '关闭', action: 'close' },
]);
const form = JSON.stringify({
  fields: [
    { name: 'action', type: 'TEXT', hidden: true, defaultValue: 'reply' },
    { name: 'f_text', label: '内容', type: 'TEXT_AREA', required: true },
    { name: 'f_topic', label: '主题', type: 'SELECT', options: [{ value: 'damaged', text: '商品破损' }] },
  ],
});

interface Callback {
  userId: string;
  spaceId: string;
  content: { cardPrivateData: { actionIds: string[]; params: Record<string, unknown> } };
}

let emulator: DingtalkEmulator;
let rest: Awaited<ReturnType<typeof createRest>>;
let client: StreamClient;
let chat: string;
let callbacks: Callback[];
let answer: (callback: Callback) => unknown;

beforeEach(async () => {
  vi.spyOn(console, 'info').mockReturnValue();
  emulator = await startDingtalkEmulator({ templates: { 'ticket.schema': ticketTemplate() } });
  emulator.addTemplate('draft.schema', JSON.stringify(ticketTemplate()), 'draft');
  chat = emulator.addChat({ people: [lin, chen] }).id;
  rest = await createRest(emulator);
  callbacks = [];
  answer = () => ({});
  client = new StreamClient(emulator);
  client.registerCallbackListener(TOPIC_CARD, (frame: DWClientDownStream) => {
    const data = JSON.parse(frame.data) as Callback & { content: string };
    const callback = { ...data, content: JSON.parse(data.content) as Callback['content'] };
    callbacks.push(callback);
    void Promise.resolve(answer(callback)).then((result) => client.socketCallBackResponse(frame.headers.messageId, result));
  });
  await client.open();
});
afterEach(async () => {
  client.quit();
  await emulator.stop();
  vi.restoreAllMocks();
});

const create = (change: Record<string, unknown> = {}) =>
  rest.post('/v1.0/card/instances/createAndDeliver', cardInto(emulator, chat, change));
const update = (change: Record<string, unknown>) => rest.put('/v1.0/card/instances', { outTrackId, ...change });
const data = (cardParamMap: Record<string, unknown>) => ({ cardParamMap });
const text = (person?: string) => emulator.message(outTrackId, person).text;

test('a card is created, delivered, seen, and its outTrackId cannot be used again', async () => {
  expect(await create()).toMatchObject({
    status: 200,
    body: { success: true, result: { outTrackId, deliverResults: [{ spaceType: 'IM_GROUP', spaceId: chat, success: true }] } },
  });
  expect(emulator.messages(chat)).toMatchObject([{ messageId: outTrackId, text: '#1042\n待认领\nWo ist mein Paket?\n保存' }]);
  expect(await create()).toMatchObject({ status: 400, body: { code: 'param.cardAlreadyExist' } });
  expect(emulator.messages(chat)).toHaveLength(1);
});

test.each([
  ['an unknown template', { cardTemplateId: 'other.schema' }, 'param.templateNotExist'],
  ['a draft', { cardTemplateId: 'draft.schema' }, 'param.templateUnpublished'],
  ['no outTrackId', { outTrackId: '' }, 'param.outTrackIdEmpty'],
  ['a space that is none', { openSpaceId: 'cid' }, 'param.openSpaceIdInvalid'],
  ['a person nobody knows', { privateData: { nobody: data({ noted: 'true' }) } }, 'param.userIdNotExist'],
  ['a forbidden word', { cardData: data({ title: '违禁' }) }, 'param.contentUnsafe'],
  ['a value that is no string', { cardData: data({ count: 3 }) }, /^param/],
  ['a key over 100 bytes', { cardData: data({ ['k'.repeat(101)]: '' }) }, /^param/],
  ['a value over 1 KB', { cardData: data({ body: 'ü'.repeat(513) }) }, /^param/],
])('refuses %s and keeps nothing', async (_what, change, code) => {
  emulator.forbid('违禁');
  const { status, body } = await create(change);
  expect(status).toBe(400);
  expect(body.code).toEqual(typeof code === 'string' ? code : expect.stringMatching(code));
  expect([emulator.messages(chat), await update({ cardData: data({}) })]).toMatchObject([
    [],
    { body: { code: 'param.cardNotExist' } },
  ]);
});

test.each([
  ['the wrong robot', { imGroupOpenDeliverModel: { robotCode: 'other' } }],
  ['no space model', { imGroupOpenSpaceModel: undefined }],
  ['a conversation nobody knows', { openSpaceId: 'dtv1.card//IM_GROUP.cidnone' }],
])('%s is a success that delivers nothing', async (_what, change) => {
  expect(await create(change)).toMatchObject({
    status: 200,
    body: { success: true, result: { deliverResults: [{ success: false }] } },
  });
  expect(emulator.messages(chat)).toEqual([]);
});

test('a group without the bot gets nothing', async () => {
  emulator.removeBot(chat);
  const { body } = await create();
  expect(body).toMatchObject({ result: { deliverResults: [{ success: false }] } });
});

test('in two steps, to a person, to some of a group', async () => {
  const { imGroupOpenDeliverModel: _model, openSpaceId: _space, ...instance } = cardInto(emulator, chat);
  await rest.post('/v1.0/card/instances', { ...instance, imRobotOpenSpaceModel: {} });
  const delivered = await rest.post('/v1.0/card/instances/deliver', {
    outTrackId,
    openSpaceId: `dtv1.card//IM_ROBOT.${lin.id};dtv1.card//IM_GROUP.${chat}`,
    imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT' },
    imGroupOpenDeliverModel: { robotCode: emulator.robotCode, recipients: [chen.id], atUserIds: { [chen.id]: '陈晨' } },
  });
  expect(delivered.body).toMatchObject({ result: [{ success: true }, { success: true }] });
  expect(emulator.messages(emulator.privateChat(lin.id))).toHaveLength(1);
  expect([emulator.messages(chat, lin.id), emulator.messages(chat, chen.id)]).toMatchObject([[], [{ mentions: [chen.id] }]]);
});

test('an update overwrites unless it says by key, and private data belongs to one person', async () => {
  await create({ privateData: { [lin.id]: data({ form }) } });
  expect([text(lin.id).includes('内容'), text(chen.id).includes('内容')]).toEqual([true, false]);
  expect((await update({ cardData: data({ status: 'claimed' }), cardUpdateOptions: byKey })).body).toEqual({
    success: true,
    result: true,
  });
  expect(text()).toContain('#1042\n处理中\nWo ist mein Paket?');
  await update({ cardData: data({ title: '#1042 新' }) });
  expect(text()).toBe('#1042 新\n待认领\n保存');
  expect((await update({})).body).toMatchObject({ code: 'param.cardDataAndPrivateDataBothEmpty' });
});

test('what looks wrong without being refused is written down', async () => {
  await create({
    cardData: data({ title: '', count: 'viele', nothing: 'x', buttons: '{}' }),
    privateData: { [lin.id]: data({ title: 'mein' }) },
  });
  expect(emulator.faults().map(({ kind, detail }) => `${kind} ${detail}`)).toEqual([
    'typeMismatch count is no number',
    'unknownVariable nothing',
    'typeMismatch buttons is no loopArray',
    'notPrivate title',
  ]);
});

test('a tap carries ids and parameters, and its answer redraws the card for all and for one', async () => {
  await create({ cardData: data({ title: '#1042', buttons }) });
  expect(emulator.offered(outTrackId, lin.id)).toEqual(['claim', 'close', 'note']);
  answer = () => ({ cardUpdateOptions: byKey, cardData: data({ status: 'claimed' }), userPrivateData: data({ form }) });
  expect(
    await emulator.tap({ messageId: outTrackId, person: lin.id, actionId: 'act', params: { action: 'claim' } }),
  ).toMatchObject({
    updated: true,
  });
  expect(callbacks).toMatchObject([
    { userId: lin.id, spaceId: chat, content: { cardPrivateData: { actionIds: ['act'], params: { action: 'claim' } } } },
  ]);
  expect([text(chen.id), text(lin.id)]).toEqual([
    '#1042\n处理中\n认领\n关闭\n保存',
    '#1042\n处理中\n认领\n关闭\n保存\n内容\n主题\n发送',
  ]);
});

test('a form is checked by the client, then sent whole', async () => {
  await create({ privateData: { [lin.id]: data({ form }) } });
  const press = (fields: Record<string, string>) =>
    emulator.press({ messageId: outTrackId, person: lin.id, action: 'reply', form: fields });
  expect(await press({ topic: 'damaged' })).toMatchObject({ failure: 'required', eventId: '' });
  await press({ text: 'Es tut uns leid.\nErsatz folgt.', topic: 'damaged' });
  expect(callbacks).toHaveLength(1);
  expect(callbacks[0]?.content.cardPrivateData).toEqual({
    actionIds: ['reply'],
    params: {
      current_form: JSON.parse(form) as unknown,
      form: { action: 'reply', f_text: 'Es tut uns leid.\nErsatz folgt.', f_topic: { index: 0, value: 'damaged' } },
    },
  });
});

test('what is typed stays in the client until a button takes it along; the template chooses the toast', async () => {
  await create();
  const press = () => emulator.press({ messageId: outTrackId, person: lin.id, action: 'note', form: { text: '已联系仓库' } });
  expect((await press()).toast).toEqual({ type: 'error', content: '没有保存' });
  expect([text(lin.id).includes('已联系仓库'), text(chen.id).includes('已联系仓库')]).toEqual([true, false]);
  answer = () => ({ cardUpdateOptions: byKey, userPrivateData: data({ noted: 'true' }) });
  expect((await press()).toast).toEqual({ type: 'success', content: '已保存' });
  expect(callbacks[1]?.content.cardPrivateData.params).toEqual({ text: '已联系仓库' });
});

test('an answer after two seconds is a failure and changes nothing', async () => {
  await create();
  let release: (value: unknown) => void = () => undefined;
  answer = () => new Promise((resolve) => (release = resolve));
  const outcome = await emulator.press({ messageId: outTrackId, person: lin.id, action: 'note' });
  expect(outcome).toMatchObject({ failure: 'timeout', updated: false });
  expect(outcome.elapsedMs).toBeGreaterThan(1_900);
  release({ cardData: data({ title: 'zu spät' }) });
  await expect.poll(() => emulator.history().filter(({ kind }) => kind === 'frame')).toHaveLength(1);
  expect(text()).toContain('#1042');
  expect(emulator.faults()).toMatchObject([{ kind: 'unanswered' }]);
});

test('updating inside the callback is a fault, after it is none', async () => {
  await create();
  const put = () => update({ cardData: data({ status: 'claimed' }), cardUpdateOptions: byKey });
  answer = async () => {
    await put();
    return {};
  };
  await emulator.press({ messageId: outTrackId, person: lin.id, action: 'note' });
  await put();
  expect(emulator.faults()).toMatchObject([{ kind: 'updateInsideCallback', outTrackId }]);
});

test('an answer that cannot be used is the person’s failure', async () => {
  await create();
  answer = () => ({ userPrivateData: { [lin.id]: data({ noted: 'true' }) } });
  expect(await emulator.press({ messageId: outTrackId, person: lin.id, action: 'note' })).toMatchObject({ failure: 'refused' });
  expect(emulator.faults()).toMatchObject([{ kind: 'unusableAnswer' }]);
});

test('a card without the stream as its callback reaches nobody', async () => {
  await create({ callbackType: 'HTTP' });
  expect(await emulator.press({ messageId: outTrackId, person: lin.id, action: 'note' })).toMatchObject({ failure: 'timeout' });
  expect(callbacks).toEqual([]);
});

test('the console refuses templates of unknown types and components', () => {
  const typo = ticketTemplate({ variableList: [{ name: 'title', type: 'text', private: false }] });
  expect(() => emulator.addTemplate('a', typo)).toThrow('unknown type text');
  const tree = { componentsTree: [{ componentName: 'Buton', props: {} }] };
  expect(() => emulator.addTemplate('a', ticketTemplate({ schema: tree }))).toThrow('unknown component Buton');
  expect(() => emulator.addTemplate('a', { ...ticketTemplate(), mode: 'page' })).toThrow('mode page');
});

test('a used outTrackId is answered as if it were new where the platform ignores it', async () => {
  await emulator.stop();
  const templates = { 'ticket.schema': ticketTemplate() };
  emulator = await startDingtalkEmulator({ templates, routes: { repeatedOutTrackId: 'ignored' } });
  rest = await createRest(emulator);
  chat = emulator.addChat({ people: [lin] }).id;
  const first = await create();
  expect(await create({ cardData: data({ title: 'anders' }) })).toEqual(first);
  expect(emulator.messages(chat)).toMatchObject([{ text: expect.stringContaining('#1042') as string }]);
});

test('larger values pass where the cap is lifted', async () => {
  await emulator.stop();
  emulator = await startDingtalkEmulator({ templates: { 'ticket.schema': ticketTemplate() }, cardValueBytes: 18_000 });
  rest = await createRest(emulator);
  chat = emulator.addChat({ people: [lin] }).id;
  expect((await create({ cardData: data({ body: 'x'.repeat(18_000) }) })).status).toBe(200);
});
