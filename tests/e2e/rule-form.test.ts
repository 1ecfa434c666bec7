import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CardAction } from '../../cards/card.ts';
import { startDingtalkEmulator } from '../emulators/dingtalk.ts';
import type { DingtalkEmulator } from '../emulators/dingtalk.ts';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import type { FeishuEmulator } from '../emulators/feishu.ts';
import { startWecomEmulator } from '../emulators/wecom.ts';
import { dingtalkEnv } from '../timeline/dingtalk-env.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient, SandboxMessage } from '../timeline/sandbox-client.ts';
import { wordsOf } from '../timeline/sandbox-stage.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { until } from '../timeline/until.ts';

const cardTemplate = readFileSync(new URL('../../adapters/messengers/dingtalk/ticket-card.json', import.meta.url), 'utf8');

let feishu: FeishuEmulator;
let dingtalk: DingtalkEmulator;
let wecom: Awaited<ReturnType<typeof startWecomEmulator>>;
let service: InsideService;
let sandbox: SandboxClient;

beforeAll(async () => {
  feishu = await startFeishuEmulator();
  dingtalk = await startDingtalkEmulator({ templates: { 'gengfu-ticket.schema': cardTemplate } });
  wecom = await startWecomEmulator({ botName: '更夫' });
  service = await startInside({
    env: {
      GENGFU_SANDBOX: 'on',
      FEISHU_APP_ID: feishu.appId,
      FEISHU_APP_SECRET: feishu.appSecret,
      FEISHU_BASE_URL: feishu.url,
      ...dingtalkEnv(dingtalk),
      DINGTALK_CARD_TEMPLATE: 'gengfu-ticket.schema',
      WECOM_BOT_ID: wecom.botId,
      WECOM_BOT_SECRET: wecom.secret,
      WECOM_BOT_NAME: '更夫',
      WECOM_WS_URL: wecom.wsUrl,
    },
  });
  sandbox = sandboxClient(service.url);
  await until(() => [feishu, dingtalk, wecom].every((each) => each.connections() === 1), 'the connections');
});
afterAll(async () => {
  await service.stop();
  await Promise.all([feishu.stop(), dingtalk.stop(), wecom.stop()]);
});

const field = (action: CardAction | undefined, name: string) => action!.fields!.find((each) => each.name === name);

/** The newest card of the sandbox's chat whose title has the words. */
async function card(title: string): Promise<SandboxMessage> {
  await service.settled();
  return (await sandbox.messages()).findLast((message) => message.card?.title.includes(title))!;
}

const saved = (name: string) => service.desk.db.read.rule.findUnique({ where: { name } });

/** 林悦 of the sandbox speaks from an account of a messenger. */
async function codeForLin(): Promise<string> {
  await sandbox.say('lin', '/绑定');
  return /\d{6}/.exec((await sandbox.messages({ chat: '@lin' })).at(-1)!.text)![0];
}

test('a form without words becomes a preview; what is wrong is said as of a typed rule, and nothing is lost', async () => {
  await sandbox.buyer({ store: 'amazon-de', buyer: 'a', text: 'zorbl please' });
  const [form] = await sandbox.say('lin', '/规则 新建');
  const [draft] = form!.card!.actions;
  expect(draft).toMatchObject({ action: 'draft_rule', label: '新建规则' });
  expect(draft!.fields!.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    'kind select',
    'value text',
    'level select',
    'store select',
    'name text',
  ]);
  const fill = (filled: Record<string, string>, person = 'lin') =>
    sandbox.tap({ messageId: form!.id, action: 'draft_rule', person, form: filled });

  const wrong = await fill({ kind: 'unanswered', value: '很久', level: 'urgent', name: '久等' });
  expect(wrong.toastType).toBe('warning');
  expect(wrong.card!.notice).toMatch(/时长,如 30分钟、2小时.*例:/s);
  const kept = wrong.card!.actions[0];
  expect([field(kept, 'value'), field(kept, 'kind'), field(kept, 'name')].map((each) => each!.value)).toEqual([
    '很久',
    'unanswered',
    '久等',
  ]);
  expect((await fill({ kind: 'keywords', value: 'x', level: 'urgent' }, 'wang')).toast).toContain('主管');
  expect((await fill({ value: 'x' })).toast).toContain('先选');
  expect((await fill({ kind: 'keywords', value: ' ', level: 'urgent' })).toast).toBe('还差内容,规则还没有建');
  expect((await fill({ kind: 'keywords', value: 'x', level: 'urgent', store: 'nowhere' })).toast).toContain('nowhere');
  expect((await fill({ kind: 'order_value', level: 'urgent' })).card!.notice).toContain(
    '/规则 新建 当 订单金额 高于 200 欧元 则 紧急',
  );

  const filled = { kind: 'keywords', value: 'zorbl, 退款到账', level: 'important', store: 'amazon-de', name: '怪词' };
  expect((await fill(filled)).card!.notice).toContain('「怪词」');
  const preview = await card('「怪词」预览');
  expect(wordsOf(preview.card!)).toContain('当 内容包含 "zorbl","退款到账" 且 店铺是 "Haushalt24" 则 重要');
  expect(wordsOf(preview.card!)).toContain('近 7 天: 会提醒 1 次');
  await sandbox.tap({ messageId: preview.id, action: 'adopt', person: 'lin' });
  expect((await fill(filled)).toast, 'a name that is taken').toContain('已经有');
});

test('in Feishu and DingTalk the same form has inputs', async () => {
  const inFeishu = feishu.addChat({ people: [{ id: 'ou_lin', name: '林悦' }] }).id;
  const inDing = dingtalk.addChat({ people: [{ id: '0166501', name: '林悦' }] }).id;
  const places = {
    feishu: {
      say: (text: string) => feishu.pushMessage({ chat: inFeishu, person: 'ou_lin', text: `@bot ${text}` }),
      find: (words: string) => feishu.messages(inFeishu).findLast(({ text }) => text.includes(words)),
      fill: (messageId: string, form: Record<string, string>) =>
        feishu.press({ messageId, person: 'ou_lin', action: 'draft_rule', form }),
      save: (messageId: string) => feishu.press({ messageId, person: 'ou_lin', action: 'adopt' }),
    },
    dingtalk: {
      say: (text: string) => dingtalk.pushMessage({ chat: inDing, person: '0166501', text: `@bot ${text}` }),
      find: (words: string) => dingtalk.messages(inDing).findLast(({ text }) => text.includes(words)),
      fill: async (messageId: string, form: Record<string, string>) => {
        await dingtalk.tap({ messageId, person: '0166501', actionId: 'open_reply' });
        return dingtalk.press({ messageId, person: '0166501', action: 'reply', form });
      },
      // The template's button that a proposal's card borrows for saving.
      save: (messageId: string) => dingtalk.press({ messageId, person: '0166501', action: 'reopen' }),
    },
  };
  for (const [name, { say, find, fill, save }] of Object.entries(places)) {
    const found = async (words: string) => {
      await service.settled();
      return until(() => find(words)?.messageId, `${words} in ${name}`);
    };
    await say(`/绑定 ${await codeForLin()}`);
    await found('同一个人');
    await say('/规则 新建');
    await fill(await found('新建提醒规则'), { kind: 'keywords', value: 'zorbl', level: 'normal', name: `词在${name}` });
    await save(await found(`词在${name}」预览`));
    await until(() => saved(`词在${name}`), `the rule of ${name}`);
  }
});

test('in WeCom kind, level and store are picked, and the words follow as a command', async () => {
  const group = wecom.addChat({ people: [{ id: 'linyue', name: '林悦' }] }).id;
  const say = (text: string) => wecom.pushMessage({ chat: group, person: 'linyue', text: `@bot ${text}` });
  await say(`/绑定 ${await codeForLin()}`);
  await until(() => wecom.messages(group).some(({ text }) => text.includes('同一个人')), 'the account to be known');
  await say('/规则 新建');
  const { messageId } = await until(() => wecom.messages(group).find(({ card }) => card), 'the form');
  const offered = () => wecom.offered(messageId, 'linyue');
  expect(offered()).toEqual(['draft_rule:0:1']);
  await wecom.press({ messageId, person: 'linyue', key: 'draft_rule:0:1' });
  expect(offered()).toEqual(['draft_rule:0:1:submit', 'draft_rule:0:1:back']);
  const selected = { kind: ['unanswered'], level: ['important'], store: ['amazon-de'] };
  await wecom.press({ messageId, person: 'linyue', key: 'draft_rule:0:1:submit', selected });
  const found = (words: string) =>
    until(() => wecom.messages(group).find(({ card, text }) => !card && text.includes(words)), words);
  const command = '/规则 新建 当 未回复 30分钟 工作时间 且 店铺是 "Haushalt24" 则 重要';
  expect((await found('还差内容')).text).toContain(command);
  await say(command.replace('30分钟', '45分钟').replace('新建 当', '新建 久等 当'));
  const [, number] = /编号 (\d+)/.exec((await found('「久等」预览')).text)!;
  await say(`/规则 采用 ${number}`);
  await until(() => saved('久等'), 'the rule');
});
