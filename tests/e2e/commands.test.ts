import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/command-list.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

let service: InsideService;
let sandbox: SandboxClient;
let ticket: number;

beforeAll(async () => {
  service = await startInside({ clock: stoppedClock() });
  sandbox = sandboxClient(service.url);
});
afterAll(() => service.stop());
beforeEach(async () => {
  ticket = (
    await sandbox.buyer({
      store: 'amazon-de',
      buyer: `buyer of ${expect.getState().currentTestName}`.slice(0, 90),
      text: 'Wo ist mein Paket?',
    })
  ).ticket!;
  await service.settled();
});

/** What the bot answers; a card answers with its title. */
async function ask(person: string, text: string, more: { quotes?: string } = {}): Promise<string> {
  const answers = await sandbox.say(person, text, more);
  expect(answers, text).toHaveLength(1);
  await service.settled();
  return answers[0]!.text;
}
const read = () => service.desk.db.read.ticket.findUniqueOrThrow({ where: { number: ticket } });
const cardId = async (): Promise<string> => (await sandbox.cards(ticket))[0]!.id;
const audits = (action: string) => service.desk.db.read.auditEntry.findMany({ where: { action }, orderBy: { id: 'asc' } });

describe.each([
  {
    language: '中文',
    names: {
      list: '/列表',
      mine: '/我的',
      show: '/查看',
      claim: '/认领',
      unclaim: '/放回',
      transfer: '/转交',
      note: '/备注',
      snooze: '/稍后',
      close: '/关闭',
      reopen: '/打开',
      reply: '/回复',
      tr: '/翻译',
      false: '/误报',
    },
    tomorrow: '明早9点',
  },
  {
    language: 'English',
    names: {
      list: '/list',
      mine: '/mine',
      show: '/show',
      claim: '/claim',
      unclaim: '/unclaim',
      transfer: '/transfer',
      note: '/note',
      snooze: '/snooze',
      close: '/close',
      reopen: '/reopen',
      reply: '/reply',
      tr: '/tr',
      false: '/false',
    },
    tomorrow: 'tomorrow 9am',
  },
])('in $language', ({ names, tomorrow }) => {
  test('a ticket can be worked from beginning to end', async () => {
    expect(await ask('zhao', names.list)).toContain(`#${ticket}`);
    await ask('wang', `${names.claim} ${ticket}`);
    expect(await read()).toMatchObject({ state: 'claimed', ownerId: 'wang' });
    expect(await ask('wang', names.mine)).toContain(`#${ticket}`);
    expect(await ask('zhao', `${names.show} ${ticket}`)).toContain(`#${ticket}`);
    await ask('wang', `${names.note} ${ticket} 仓库明天补发`);
    await ask('wang', `${names.transfer} ${ticket} @陈晨`);
    expect(await read()).toMatchObject({ state: 'claimed', ownerId: 'chen' });
    await ask('chen', `${names.snooze} ${ticket} ${tomorrow}`);
    expect((await read()).snoozedUntil?.toISOString()).toBe('2026-11-25T01:00:00.000Z');
    await ask('chen', `${names.unclaim} ${ticket}`);
    await ask('chen', `${names.reply} #${ticket} 您的包裹已经在路上，预计两天内送达。`);
    expect(await read()).toMatchObject({ state: 'waiting', ownerId: 'chen' });
    expect((await sandbox.outbound()).at(-1)).toMatchObject({
      ticket,
      text: expect.stringContaining('Ihr Paket ist unterwegs') as string,
    });
    await ask('chen', `${names.close} ${ticket} 已退款`);
    expect(await read()).toMatchObject({ state: 'closed', resolution: 'refunded' });
    await ask('wang', `${names.reopen} ${ticket}`);
    expect(await read()).toMatchObject({ state: 'claimed', ownerId: 'wang' });
    await ask('wang', `${names.false} ${ticket}`);
    expect(await read()).toMatchObject({ state: 'closed', resolution: 'false_alarm' });
    const kinds = (
      await service.desk.db.read.ticketEvent.findMany({
        where: { ticketId: (await read()).id, personId: { not: null } },
        orderBy: { id: 'asc' },
      })
    ).map(({ kind }) => kind);
    expect(kinds).toEqual([
      'claimed',
      'note',
      'transferred',
      'snoozed',
      'reply_queued',
      'reply_accepted',
      'closed',
      'reopened',
      'false_alarm',
    ]);
  });

  test('buyers’ words and one’s own are translated on demand', async () => {
    await ask('zhao', `${names.tr} ${ticket}`);
    expect(await ask('wang', `${names.tr} ${ticket} 您的包裹已经在路上，预计两天内送达。`)).toContain('Ihr Paket ist unterwegs');
  });

  test('full-width characters and missing slashes make no difference', async () => {
    await ask(
      'wang',
      `／${names.claim.slice(1)}　＃${String(ticket).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))}`,
    );
    expect(await read()).toMatchObject({ ownerId: 'wang' });
    await ask('wang', `@更夫 ${names.unclaim.slice(1)} ${ticket}`);
    expect(await read()).toMatchObject({ ownerId: null });
  });
});

test('rules are added, listed, tried, switched off and on, and every change is in the audit log', async () => {
  const added = await ask('lin', '/规则 新建 直接 夜灯 当 内容包含 "Nachtlicht","lampu" 且 平台是 亚马逊 则 紧急');
  expect(added).toContain('夜灯');
  const urgent = await sandbox.buyer({ store: 'amazon-de', buyer: 'n', text: 'Das Nachtlicht ist schön.' });
  await service.settled();
  expect((await sandbox.cards(urgent.ticket))[0]!.card).toMatchObject({ level: 'urgent' });
  expect(await ask('zhao', '/rule list')).toContain('夜灯');
  expect(await ask('lin', '/规则 试跑 夜灯 30天')).toMatch(/夜灯/);
  await ask('lin', '/rule off 夜灯');
  const calm = await sandbox.buyer({ store: 'amazon-de', buyer: 'n2', text: 'Das Nachtlicht ist schön.' });
  await service.settled();
  expect((await sandbox.cards(calm.ticket))[0]!.card!.level).not.toBe('urgent');
  expect(await ask('lin', '/规则 启用 夜灯')).toContain('夜灯');
  const trail = await service.desk.db.read.auditEntry.findMany({ where: { subject: { contains: '夜灯' } } });
  expect(trail.length).toBe(3);
  expect(trail.every(({ personId }) => personId === 'lin')).toBe(true);
});

test('new hours move every running deadline, say why in the history, and stand in the audit log', async () => {
  const before = await read();
  expect(before.teamDueAt?.toISOString()).toBe('2026-11-24T04:00:00.000Z');
  expect(await ask('zhao', '/营业时间')).toContain('9:00');
  await ask('lin', '/营业时间 周一至周五 14:00-20:00');
  const after = await read();
  expect(after.teamDueAt?.toISOString(), 'two business hours from the new opening').toBe('2026-11-24T08:00:00.000Z');
  expect(after.policyDueAt, 'the platform does not care').toEqual(before.policyDueAt);
  const [moved] = await service.desk.db.read.ticketEvent.findMany({ where: { ticketId: after.id, kind: 'deadline_moved' } });
  expect(JSON.parse(moved!.data)).toMatchObject({
    cause: 'hours',
    teamDueAt: [before.teamDueAt!.getTime(), after.teamDueAt!.getTime()],
  });
  await ask('zhao', `/查看 ${ticket}`);
  const shown = (await sandbox.cards(ticket)).at(-1)!.card!.history!.map(({ text }) => text);
  expect(
    shown.some((text) => /营业时间改了,团队时限 .*12:00 → .*16:00/.test(text)),
    shown.join(),
  ).toBe(true);
  expect((await audits('setting')).at(-1)).toMatchObject({
    personId: 'lin',
    subject: 'hours',
    after: '"周一至周五 14:00-20:00"',
  });
  expect(await ask('lin', '/hours never')).toMatch(/周一至周五|Mon/);
  await ask('lin', '/hours Mon-Fri 09:00-18:00');
  expect((await read()).teamDueAt).toEqual(before.teamDueAt);
});

test('targets and limits: read by all, set by supervisors', async () => {
  expect(await ask('zhao', '/时限')).toContain('亚马逊');
  await ask('lin', '/sla 1h');
  expect((await read()).teamDueAt?.toISOString()).toBe('2026-11-24T03:00:00.000Z');
  await ask('lin', '/时限 amazon 12小时');
  expect((await read()).policyDueAt?.toISOString()).toBe('2026-11-24T14:00:00.000Z');
  await ask('lin', '/sla 2h');
  await ask('lin', '/sla amazon 24h');
});

describe('roles', () => {
  test.each(['/认领', '/放回', '/回复', '/备注', '/稍后', '/关闭', '/误报', '/转交'])(
    'who only looks on may not %s',
    async (command) => {
      const rest: Record<string, string> = { '/回复': '你好', '/备注': '你好', '/稍后': '30m', '/转交': '@陈晨' };
      const before = await read();
      expect(await ask('zhao', `${command} ${ticket} ${rest[command] ?? ''}`)).toMatch(/权限|客服/);
      expect(await read()).toEqual(before);
    },
  );

  test.each([
    '/规则 新建 当 内容包含 "x" 则 紧急',
    '/规则 停用 夜灯',
    '/营业时间 周一至周五 9:00-10:00',
    '/时限 1小时',
    '/语言 英文',
    '/角色 @陈晨 主管',
    '/店铺 添加 a shopify de',
  ])('agents may not %s', async (command) => {
    const before = await service.desk.db.read.auditEntry.count();
    expect(await ask('wang', command)).toMatch(/权限|主管|管理员/);
    expect(await service.desk.db.read.auditEntry.count()).toBe(before);
  });

  test('the bind code makes one admin, once; an admin gives roles and adds stores', async () => {
    expect(await ask('lin', '/角色 @赵敏 客服')).toMatch(/管理员/);
    expect(await ask('lin', '/绑定 000000x')).toMatch(/每个码只能用一次.*打印在终端/);
    await ask('lin', `/绑定 ${service.desk.bindCode.code}`);
    expect(await ask('zhao', `/绑定 ${service.desk.bindCode.code}`), 'spent').toMatch(/每个码只能用一次.*已经有管理员了/);
    await ask('lin', '/角色 @赵敏 客服');
    await ask('zhao', `/认领 ${ticket}`);
    expect(await read()).toMatchObject({ ownerId: 'zhao' });
    expect((await audits('role')).map(({ subject, after }) => `${subject} ${after}`)).toEqual(['林悦 "admin"', '赵敏 "agent"']);
    expect(await ask('lin', '/店铺 添加 tee_de shopify de')).toMatch(/店铺代号只能用字母/);
    const said = await ask('lin', '/店铺 添加 tee-de shopify de Teeladen');
    expect(said).toMatch(/whsec_/);
    expect(await ask('zhao', '/店铺')).toContain('Teeladen');
    expect(await audits('store added')).toHaveLength(1);
    await ask('lin', '/role @赵敏 viewer');
    expect(await ask('zhao', `/备注 ${ticket} 你好`)).toMatch(/权限|客服/);
  });
});

describe('mistakes', () => {
  test.each([
    ['/认岭 1001', '/认领'],
    ['/clam 1001', '/claim'],
    ['/lst', '/list'],
    ['/规则 新见 当 内容包含 "x" 则 紧急', '规则 新建'],
    ['/snoze 1001 30m', '/snooze'],
  ])('%s is answered with %s', async (typed, nearest) => {
    expect(await ask('wang', typed)).toContain(nearest);
  });

  test('what is missing is named, with an example to copy, and nothing is lost', async () => {
    expect(await ask('wang', '/认领')).toMatch(/单号.*\/认领 1042/s);
    expect(await ask('wang', `/稍后 ${ticket} 昨天`)).toMatch(/时间|\/稍后/);
    expect(await ask('wang', '/认领 999999')).toContain('999999');
    expect(await ask('wang', `/转交 ${ticket} @无名`)).toContain('无名');
  });

  test('a quoted card and words that are no command answer its buyer; a slash means a command', async () => {
    const sent = (await sandbox.outbound()).length;
    await ask('wang', '您的包裹已经在路上，预计两天内送达。', { quotes: await cardId() });
    expect(await read()).toMatchObject({ ownerId: 'wang', state: 'waiting' });
    expect(await sandbox.outbound()).toHaveLength(sent + 1);
    await ask('wang', '/关闭 已补发', { quotes: await cardId() });
    expect(await read()).toMatchObject({ state: 'closed', resolution: 'resent' });
    await ask('wang', '/搞错了 您好', { quotes: await cardId() });
    expect(await sandbox.outbound()).toHaveLength(sent + 1);
  });
});

test('merging folds one ticket into another', async () => {
  const stranger = await sandbox.buyer({ store: 'amazon-de', buyer: 'other', text: 'Hallo?' });
  expect(await ask('wang', `/合并 ${stranger.ticket} ${ticket}`)).toContain('不是同一位买家');
  const buyer = `buyer of ${expect.getState().currentTestName}`.slice(0, 90);
  const other = await sandbox.buyer({ store: 'amazon-de', buyer, text: 'Hallo?', order: '302-0000000-0000001' });
  expect(await ask('wang', `/合并 ${other.ticket} ${ticket}`)).toContain(String(ticket));
  expect(await service.desk.db.read.ticket.findUniqueOrThrow({ where: { number: other.ticket } })).toMatchObject({
    state: 'closed',
    resolution: 'merged',
  });
  expect(await ask('wang', `/merge ${ticket} into ${ticket}`)).not.toContain('undefined');
});

test('status and help answer everybody; help knows every command', async () => {
  expect(await ask('zhao', '/状态')).toMatch(/\d/);
  const help = await ask('zhao', '/帮助');
  for (const { spec } of commands) expect(help).toContain(spec.example.zh);
  expect(await ask('zhao', '/help 规则')).toContain('/规则 新建');
});

test('another language: answers and cards change, both sets of names go on working', async () => {
  await ask('lin', '/语言 英文');
  expect(await ask('wang', `/认领 ${ticket}`)).toMatch(/is yours/);
  expect((await ask('zhao', '/help')).split('\n').length).toBeGreaterThan(20);
  expect(await ask('wang', '/clam 1')).toContain('/claim');
  const { card } = (await sandbox.say('wang', `/show ${ticket}`))[0]!;
  expect(card!.actions.map(({ label }) => label).join()).toMatch(/Reply/);
  expect(await ask('lin', '/lang zh')).toMatch(/中文/);
  expect((await audits('setting')).filter(({ subject }) => subject === 'language')).toHaveLength(2);
});

test('a message that the messenger pushes again is obeyed once and answered alike', async () => {
  const said = { eventId: 'push-1' };
  const first = await sandbox.say('wang', `/备注 ${ticket} 只说一次`, said);
  const again = await sandbox.say('wang', `/备注 ${ticket} 只说一次`, said);
  expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
  expect(await service.desk.db.read.ticketEvent.count({ where: { ticketId: (await read()).id, kind: 'note' } })).toBe(1);
});
