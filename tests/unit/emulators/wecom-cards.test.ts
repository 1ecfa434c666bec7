import type { TemplateCard } from '@wecom/aibot-node-sdk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buttonCard, codeOf, noticeCard, people, startPair } from './wecom-client.ts';
import type { WecomPair } from './wecom-client.ts';

/** Cards, pushes and clicks on the emulated long connection, driven with the official client. */

const answerMs = 400;
let pair: WecomPair;
beforeEach(async () => {
  pair = await startPair({ windows: { answerMs } });
});
afterEach(() => pair.stop());

const [lin, chen] = people as [(typeof people)[0], (typeof people)[0]];
const send = (card: TemplateCard, chat = pair.chat) =>
  codeOf(pair.client.sendMessage(chat, { msgtype: 'template_card', template_card: card }));
const markdown = (content: string) => ({ msgtype: 'markdown' as const, markdown: { content } });
const options = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `o${i}`, text: `选项 ${i}` }));

describe('pushes', () => {
  test('go to a bare chatid where somebody has written before', async () => {
    const { client, emulator, chat } = pair;
    const quiet = emulator.addChat({ people }).id;
    expect(await codeOf(client.sendMessage(chat, markdown('**夜里** <@chenchen>')))).toBe(0);
    for (const wrong of [`group:${chat}`, 'wrNobody', quiet, lin.id])
      expect(await codeOf(client.sendMessage(wrong, markdown('在吗')))).toBe(93006);
    await emulator.pushMessage({ chat: quiet, person: lin.id, text: '没有叫它' });
    expect(await codeOf(client.sendMessage(quiet, markdown('在吗')))).toBe(93006);
    await emulator.pushMessage({ chat: quiet, person: lin.id, text: '@bot 你好' });
    await emulator.pushMessage({ chat: lin.id, person: lin.id, text: '你好' });
    for (const right of [quiet, lin.id]) expect(await codeOf(client.sendMessage(right, markdown('在吗')))).toBe(0);
    expect(emulator.messages(chat)).toMatchObject([{ type: 'markdown', mentions: ['chenchen'], text: '**夜里** <@chenchen>' }]);
    emulator.removeBot(chat);
    expect(await codeOf(client.sendMessage(chat, markdown('在吗')))).toBe(93006);
  });

  test('need somebody to have written lately where that is set', async () => {
    await pair.stop();
    pair = await startPair({ windows: { heardMs: -1 } });
    expect(await codeOf(pair.client.sendMessage(pair.chat, markdown('在吗')))).toBe(93006);
  });

  test('are named by the req_id that their ack carries', async () => {
    const { headers } = await pair.client.sendMessage(pair.chat, markdown('夜里'));
    expect(pair.emulator.message(headers.req_id)).toMatchObject({ text: '夜里', chat: pair.chat });
  });

  test('fit into 20,480 bytes and have a type', async () => {
    const { client, chat } = pair;
    expect(await codeOf(client.sendMessage(chat, markdown('罐'.repeat(6_826))))).toBe(0);
    expect(await codeOf(client.sendMessage(chat, markdown('罐'.repeat(6_827))))).toBe(40058);
    expect(await codeOf(client.sendMessage(chat, { msgtype: 'text', text: { content: '好' } } as never))).toBe(40008);
  });

  test('share 30 a minute and 1,000 an hour of a conversation with replies', async () => {
    await pair.stop();
    pair = await startPair({ windows: { minuteMs: 300, hourMs: 60_000 }, limits: { perHour: 32 } });
    const { client, emulator, chat, next } = pair;
    await emulator.pushMessage({ chat, person: lin.id, text: '@bot 列表' });
    await client.replyStream(await next(), 's1', '好', true);
    const burst = await Promise.all(Array.from({ length: 30 }, () => codeOf(client.sendMessage(chat, markdown('好')))));
    expect(burst.filter((code) => code === 45009)).toHaveLength(1);
    await expect.poll(() => codeOf(client.sendMessage(chat, markdown('好')))).toBe(0);
    expect(await codeOf(client.sendMessage(chat, markdown('好')))).toBe(0);
    expect(await codeOf(client.sendMessage(chat, markdown('好')))).toBe(45009);
  });

  test('are refused where a test asks for it', async () => {
    const { client, emulator, chat } = pair;
    emulator.failNext({ cmd: 'aibot_send_msg', errcode: 45009, times: 2 });
    const codes = [];
    for (let i = 0; i < 3; i += 1) codes.push(await codeOf(client.sendMessage(chat, markdown('好'))));
    expect(codes).toEqual([45009, 45009, 0]);
  });

  test('carry what was uploaded in pieces', async () => {
    const { client, emulator, chat } = pair;
    const bytes = Buffer.alloc(1_300 * 1024, 'x');
    const { media_id } = await client.uploadMedia(bytes, { type: 'file', filename: '单据.pdf' });
    expect(emulator.uploads()).toMatchObject([{ mediaId: media_id, bytes: bytes.length, name: '单据.pdf' }]);
    expect(await codeOf(client.sendMediaMessage(chat, 'file', media_id))).toBe(0);
    expect(await codeOf(client.sendMediaMessage(chat, 'image', media_id))).toBe(40007);
    emulator.expire(media_id);
    expect(await codeOf(client.sendMediaMessage(chat, 'file', media_id))).toBe(40007);
    const more = Array.from({ length: 30 }, () => client.uploadMedia(Buffer.from('x'), { type: 'file', filename: 'x' }));
    const refused = (await Promise.allSettled(more)).filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([{ reason: { errcode: 45009 } }]);
  });
});

describe('cards', () => {
  const bad: Record<string, TemplateCard> = {
    'of an unknown type': buttonCard({ card_type: 'markdown_notice' }),
    'a notice without card_action': noticeCard({ card_action: undefined }),
    'a notice whose card_action leads nowhere': noticeCard({ card_action: { type: 0 } }),
    'a link without its url': noticeCard({ card_action: { type: 1 } }),
    'buttons without a task_id': buttonCard({ task_id: undefined }),
    'no buttons': buttonCard({ button_list: [] }),
    'seven buttons': buttonCard({ button_list: options(7).map(({ id, text }) => ({ text, key: id })) }),
    'a key used twice': buttonCard({ button_list: [1, 2].map(() => ({ text: '认领', key: 'claim' })) }),
    'a key of 1,025 bytes': buttonCard({ button_list: [{ text: '认领', key: 'k'.repeat(1_025) }] }),
    'a task_id of 129 bytes': buttonCard({ task_id: 't'.repeat(129) }),
    'a task_id with a colon': buttonCard({ task_id: 't:1042' }),
    'seven rows': buttonCard({ horizontal_content_list: options(7).map(({ text }) => ({ keyname: text, value: text })) }),
    'a member row without userid': buttonCard({ horizontal_content_list: [{ type: 3, keyname: '负责人', value: '林悦' }] }),
    'four jumps': buttonCard({ jump_list: options(4).map(({ text }) => ({ title: text })) }),
    'a question of 201 bytes': buttonCard({ jump_list: [{ type: 3, title: '问', question: 'q'.repeat(201) }] }),
    'eleven options': buttonCard({ button_selection: { question_key: 'q', option_list: options(11) } }),
    'no options': buttonCard({ button_selection: { question_key: 'q', option_list: [] } }),
    'an option id of 129 bytes': buttonCard({
      button_selection: { question_key: 'q', option_list: [{ id: 'i'.repeat(129), text: 'x' }] },
    }),
    'four menu entries': buttonCard({
      action_menu: { desc: '更多', action_list: options(4).map(({ id, text }) => ({ text, key: id })) },
    }),
    'a picture as wide as a banner': noticeCard({
      card_type: 'news_notice',
      card_image: { url: 'https://desk.example/p.png', aspect_ratio: 3 },
    }),
    'a vote without a submit button': buttonCard({
      card_type: 'vote_interaction',
      checkbox: { question_key: 'q', option_list: options(2) },
    }),
    'a vote with 21 options': buttonCard({
      card_type: 'vote_interaction',
      checkbox: { question_key: 'q', option_list: options(21) },
      submit_button: { text: '好', key: 'ok' },
    }),
    'four selections': buttonCard({
      card_type: 'multiple_interaction',
      select_list: options(4).map(({ id }) => ({ question_key: id, option_list: options(1) })),
      submit_button: { text: '好', key: 'ok' },
    }),
  };

  test.each(Object.entries(bad))('%s is refused', async (_what, card) => {
    expect(await send(card)).toBe(40058);
    expect(pair.emulator.messages(pair.chat)).toHaveLength(0);
  });

  test('have a task_id that this bot never used before', async () => {
    expect(await send(buttonCard())).toBe(0);
    expect(await send(noticeCard())).toBe(42014);
    expect(await send(noticeCard({ task_id: 'T_1042-4@desk' }))).toBe(0);
  });

  test('are cut where the client has no room, and show only what their type draws', async () => {
    const title = '👩‍👩‍👧‍👦'.repeat(2) + '罐'.repeat(30);
    expect(await send(buttonCard({ main_title: { title }, vertical_content_list: [{ title: '买家' }] }))).toBe(0);
    const shown = pair.emulator.message('t1042-3');
    expect(shown.cuts).toEqual([{ field: 'main_title.title', characters: 44, shown: 26 }]);
    expect(shown.text).toContain(`${[...title].slice(0, 26).join('')}…`);
    expect(shown.ignored).toEqual(['vertical_content_list']);
    expect(shown.text).toMatch(/^亚马逊德国\n[^]*买家 Wo ist mein Paket\?\n模板\n致歉\n物流\n认领\n翻译$/);
    expect(shown).toMatchObject({ mentions: [], links: [], taskId: 't1042-3' });
  });

  test('carry no markup: words in them mention nobody and link nowhere', async () => {
    await send(noticeCard({ sub_title_text: '<@linyue> [退款](https://evil.example)' }));
    expect(pair.emulator.message('t1042-3')).toMatchObject({ mentions: [], links: ['https://desk.example/t/1042'] });
  });
});

describe('clicks', () => {
  const press = (key: string, selected = {}, person = lin.id) =>
    pair.emulator.press({ messageId: 't1042-3', person, key, selected });

  test('tell the button, the card and what was chosen, nested as on the wire, and redraw the card', async () => {
    const { client, emulator, chat } = pair;
    client.on('event.template_card_event', (frame) => void codeOf(client.updateTemplateCard(frame, noticeCard())));
    await send(buttonCard());
    expect(emulator.offered('t1042-3')).toEqual(['claim:1042:3', 'tr:1042:3']);
    const seen = await press('claim:1042:3', { tpl: ['track'] });
    expect(pair.frames[0]?.body).toMatchObject({
      msgid: seen.eventId,
      chatid: chat,
      from: { userid: lin.id },
      msgtype: 'event',
      event: {
        eventtype: 'template_card_event',
        template_card_event: {
          card_type: 'button_interaction',
          event_key: 'claim:1042:3',
          task_id: 't1042-3',
          selected_items: { selected_item: [{ question_key: 'tpl', option_ids: { option_id: ['track'] } }] },
        },
      },
    });
    expect(seen.card).toEqual(noticeCard());
    expect(seen.elapsedMs).toBeLessThan(answerMs);
    expect(emulator.message('t1042-3')).toMatchObject({ revision: 1, text: expect.stringContaining('已认领') as string });
    await expect(press('claim:1042:3')).rejects.toThrow('offers no claim:1042:3');
  });

  test('send preselected options, several where the question takes them', async () => {
    const option_list = options(3).map((option, i) => ({ ...option, is_checked: i === 1 }));
    const checkbox = { question_key: 'why', mode: 1 as const, option_list };
    await send(buttonCard({ card_type: 'vote_interaction', checkbox, submit_button: { text: '提交', key: 'vote' } }));
    await press('vote');
    await press('vote', { why: ['o0', 'o2'] });
    const chosen = pair.frames.map(
      ({ body }) =>
        (body as { event: { template_card_event: { selected_items: { selected_item: { option_ids: unknown }[] } } } }).event
          .template_card_event.selected_items.selected_item[0]?.option_ids,
    );
    expect(chosen).toEqual([{ option_id: ['o1'] }, { option_id: ['o0', 'o2'] }]);
  });

  test('can be answered with buttons again, which work on', async () => {
    const again = buttonCard({ source: { desc: '又一次' } });
    pair.client.on('event', (frame) => void codeOf(pair.client.updateTemplateCard(frame, again)));
    await send(buttonCard());
    for (const key of ['claim:1042:3', 'tr:1042:3']) expect((await press(key)).failure).toBeUndefined();
    expect(pair.emulator.message('t1042-3').revision).toBe(2);
  });

  test('redraw the card for those who are named', async () => {
    pair.client.on('event', (frame) => void codeOf(pair.client.updateTemplateCard(frame, noticeCard(), [lin.id])));
    await send(buttonCard());
    await press('claim:1042:3');
    expect(pair.emulator.offered('t1042-3', lin.id)).toEqual([]);
    expect(pair.emulator.offered('t1042-3', chen.id)).toHaveLength(2);
    expect(pair.emulator.message('t1042-3', lin.id).text).toContain('已认领');
    expect(pair.emulator.message('t1042-3').text).not.toContain('已认领');
  });

  test('take one update, of the same card, and nothing else', async () => {
    const { client } = pair;
    await send(buttonCard());
    const codes: unknown[] = [];
    client.on('event', (frame) => {
      void (async () => {
        codes.push(await codeOf(client.replyStream(frame, 's1', '好', true)));
        codes.push(await codeOf(client.updateTemplateCard(frame, noticeCard({ task_id: 'other' }))));
        codes.push(await codeOf(client.updateTemplateCard(frame, noticeCard({ card_action: undefined }))));
        codes.push(await codeOf(client.updateTemplateCard(frame, noticeCard())));
        codes.push(await codeOf(client.updateTemplateCard(frame, noticeCard())));
      })();
    });
    expect((await press('claim:1042:3')).card).toEqual(noticeCard());
    await expect.poll(() => codes).toEqual([846605, 40058, 40058, 0, 846605]);
  });

  test('fail without an answer, with a refused one, and with nobody there', async () => {
    const { client, emulator, next } = pair;
    await send(buttonCard());
    const nothing = await press('claim:1042:3');
    expect(nothing).toMatchObject({ failure: 'no-answer' });
    expect(nothing.elapsedMs).toBeGreaterThanOrEqual(answerMs - 5);
    const first = await next();
    emulator.age(first.headers.req_id, answerMs);
    expect(await codeOf(client.updateTemplateCard(first, noticeCard()))).toBe(846605);
    client.on('event', (frame) => void codeOf(client.updateTemplateCard(frame, noticeCard({ task_id: 'x' }))));
    expect(await press('claim:1042:3')).toMatchObject({ failure: 'refused', refused: 40058 });
    client.disconnect();
    await expect.poll(() => emulator.connections()).toBe(0);
    expect(await press('claim:1042:3')).toMatchObject({ failure: 'offline' });
    expect(emulator.message('t1042-3').revision).toBe(0);
  });

  test('of a card that came as an update go nowhere where that is set', async () => {
    await pair.stop();
    pair = await startPair({ updatedCards: 'dead' });
    pair.client.on('event', (frame) => void codeOf(pair.client.updateTemplateCard(frame, buttonCard())));
    await send(buttonCard());
    expect((await press('claim:1042:3')).card).toBeDefined();
    expect(await press('claim:1042:3')).toMatchObject({ failure: 'dead' });
    expect(pair.frames).toHaveLength(1);
  });

  test('of an outdated client still arrive', async () => {
    await send(buttonCard());
    void pair.emulator.tap({ messageId: 't1042-3', person: chen.id, key: 'claim:1042:1' });
    expect((await pair.next()).body).toMatchObject({
      from: { userid: chen.id },
      event: { template_card_event: { event_key: 'claim:1042:1' } },
    });
  });
});
