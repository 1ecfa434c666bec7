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
