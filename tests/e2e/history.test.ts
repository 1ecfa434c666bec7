import { afterEach, expect, test } from 'vitest';
import { between, openNight } from '../timeline/night.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { sandboxStage } from '../timeline/sandbox-stage.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

const minute = 60;
let service: InsideService;
afterEach(() => service.stop());

test('what rang, for whom and how it ended: by command, on the page and as CSV', async () => {
  service = await startInside({ clock: stoppedClock(), env: { GENGFU_PUBLIC_URL: 'http://gengfu.example' } });
  const sandbox = sandboxClient(service.url);
  await sandbox.say('lin', '/规则 停用 语气不满');
  await sandbox.say('lin', '/值班 添加 @王磊 24x7');
  await sandbox.say('lin', '/规则 新建 直接 =夜灯 当 内容包含 "Nachtlicht" 则 紧急');
  await sandbox.say('lin', '/静音 店铺 shopee-my 2小时');
  const night = await openNight(service, sandboxStage(sandbox));
  const write = (second: number, buyer: string, store = 'amazon-de'): Promise<number> =>
    night.at(second, async () => (await sandbox.buyer({ store, buyer, text: 'Nachtlicht' })).ticket!);
  const answered = await write(0, '<b>Katrin</b>');
  const wrong = await write(1, 'Jonas');
  const muted = await write(2, 'Siti', 'shopee-my');
  await night.at(6 * minute, () => sandbox.say('wang', `/回复 ${answered} 原样 很抱歉`));
  await night.at(7 * minute, () => sandbox.say('wang', `/误报 ${wrong}`));
  await night.expect(between(0, 7 * minute)).text({ shows: '🔔 @王磊' });

  const say = async (text: string, chat?: string): Promise<string> =>
    (await sandbox.say('lin', text, chat ? { chat } : {}))[0]!.text;
  const all = await say('/历史');
  expect(all.split('\n').slice(0, 3)).toEqual([
    `10:00 #${muted} 紧急 · 「=夜灯」 · 未提醒:静音 1(Rumah Kita),到 12:00 · 未处理完`,
    `10:00 #${wrong} 紧急 · 「=夜灯」 · 已提醒 · 误报`,
    `10:00 #${answered} 紧急 · 「=夜灯」 · 已提醒 · 6 分钟后回复`,
  ]);
  expect(all).not.toContain('http');
  expect(await say('/历史 未提醒 shopee-my 30天')).toContain(`#${muted}`);
  expect(await say('/历史 未提醒 amazon-de')).toContain('这个范围内没有提醒');
  expect(await say('/历史 胡说')).toContain('「胡说」不是规则');

  const link = /http\S+/.exec(await say('/历史', '@lin'))![0];
  const page = async (search: Record<string, string> = {}, path = '/history'): Promise<Response> => {
    const address = new URL(link);
    return fetch(
      `${service.url}${path}?${new URLSearchParams({ ...search, pass: address.searchParams.get('pass')! }).toString()}`,
    );
  };
  const shown = await (await page()).text();
  expect(shown.match(/<tr class="(?:rang|muted)">/g)).toHaveLength(3);
  expect(shown).toContain('王磊(');
  const filtered = await (await page({ state: 'muted', level: 'urgent', store: 'shopee-my', days: '1' })).text();
  expect(filtered.match(/<tr class="(?:rang|muted)">/g)).toHaveLength(1);

  const csv = await page({}, '/history.csv');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const bytes = new Uint8Array(await csv.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const rows = new TextDecoder().decode(bytes).trim().split('\r\n');
  expect(rows).toHaveLength(4);
  expect(rows[3]).toMatch(
    /^"2026-11-24 10:00:00","紧急","已提醒","'=夜灯","1","Haushalt24","#\d+","出现「Nachtlicht」","2026-11-24 10:0\d:00 王磊\(.*6 分钟后回复"$/,
  );

  expect((await fetch(`${service.url}/history?pass=x.1.y`)).status).toBe(400);
  expect((await fetch(`${service.url}/history.csv`)).status).toBe(400);
  const lin = await service.desk.db.read.person.findFirstOrThrow({ where: { name: '林悦' } });
  await service.desk.db.write((tx) => tx.person.update({ where: { id: lin.id }, data: { role: 'agent' } }));
  expect((await page()).status).toBe(400);
});

test('what became serious though no rule saw it: handed to a supervisor, or a case of the platform; told once a week', async () => {
  const clock = stoppedClock();
  service = await startInside({ clock, env: { GENGFU_PUBLIC_URL: 'http://gengfu.example' } });
  const sandbox = sandboxClient(service.url);
  const write = async (buyer: string, text: string, order?: string): Promise<number> =>
    (await sandbox.buyer({ store: 'amazon-de', buyer, text, ...(order ? { order } : {}) })).ticket!;
  const say = async (text: string, person = 'lin', chat?: string): Promise<string> =>
    (await sandbox.say(person, text, chat ? { chat } : {}))[0]!.text;
  await say('/规则 新建 直接 夜灯 当 内容包含 "Nachtlicht" 则 重要');
  const handed = await write('Katrin', 'Haben Sie das in Blau?');
  const seen = await write('Jonas', 'Haben Sie das Nachtlicht in Blau?');
  const claimed = await write('Siti', 'Wo ist mein Paket?', '302-1');
  clock.advance(60_000);
  await service.settled();
  for (const ticket of [handed, seen]) {
    await say(`/认领 ${ticket}`, 'wang');
    expect(await say(`/转交 ${ticket} @林悦`, 'wang')).toContain('已转交');
  }
  await say(`/转交 ${await write('Anna', 'Haben Sie das in Rot?')} @陈晨`, 'wang');
  expect(await say('/历史 漏报')).toContain('10:01 #' + handed);
  clock.advance(60_000);
  const { storeId } = await service.desk.db.read.ticket.findUniqueOrThrow({ where: { number: claimed } });
  const at = new Date(clock.now());
  const filed = { storeId, orderId: '302-1', open: true, platformStatus: 'OPEN', openedAt: at, updatedAt: at };
  await service.desk.db.write((tx) =>
    tx.afterSale.createMany({
      data: [
        { ...filed, id: 'case-1', externalId: 'A-to-Z 1', type: 'claim' },
        { ...filed, id: 'case-2', externalId: 'R 1', type: 'return' },
      ],
    }),
  );

  const listed = (await say('/历史 漏报')).split('\n');
  expect(listed.slice(0, 2)).toEqual([
    `10:02 #${claimed} Haushalt24 · 平台开了索赔 · 未处理完`,
    `10:01 #${handed} Haushalt24 · 王磊 转给了主管 林悦 · 未处理完`,
  ]);
  expect(listed.join()).not.toContain(`#${seen}`);
  expect(await say('/history missed shopee-my')).toContain('没有漏报');
  const pass = new URL(/http\S+/.exec(await say('/历史', 'lin', '@lin'))![0]).searchParams.get('pass')!;
  const csv = await (await fetch(`${service.url}/history.csv?state=missed&pass=${encodeURIComponent(pass)}`)).text();
  expect(
    csv
      .trim()
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(',')[7]),
  ).toEqual(['"平台开了索赔"', '"王磊 转给了主管 林悦"']);
  expect(await (await fetch(`${service.url}/history?state=missed&pass=${encodeURIComponent(pass)}`)).text()).toContain(
    '平台开了索赔',
  );

  const reports = async () => (await sandbox.messages()).filter(({ text }) => text.includes('没有一条规则看到'));
  // Until Monday, one minute before nine.
  clock.advance((6 * 24 * 60 - 63) * minute * 1_000);
  await service.settled();
  expect(await reports()).toEqual([]);
  clock.advance(2 * minute * 1_000);
  await service.settled();
  expect((await reports()).map(({ text }) => text)).toEqual([
    expect.stringMatching(new RegExp(`^近 7 天有 2 件事没有一条规则看到:\\n.*#${claimed} .*\\n.*#${handed} `)),
  ]);
});
