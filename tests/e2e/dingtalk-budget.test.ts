import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDingtalkEmulator } from '../emulators/dingtalk.ts';
import type { DingtalkEmulator } from '../emulators/dingtalk.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { dingtalkEnv } from '../timeline/dingtalk-env.ts';

const template = readFileSync(new URL('../../adapters/messengers/dingtalk/ticket-card.json', import.meta.url), 'utf8');
const monthlyCalls = 50;
/** DingTalk counts its months in China: in twenty minutes a new one begins. */
const endOfMonth = Date.parse('2026-11-30T23:40:00+08:00');

let dingtalk: DingtalkEmulator;
let chat: string;
let clock: ReturnType<typeof stoppedClock>;
let service: InsideService;

beforeEach(async () => {
  dingtalk = await startDingtalkEmulator({ templates: { 'gengfu-ticket.schema': template } });
  chat = dingtalk.addChat({ people: [{ id: '0166501', name: '林悦' }] }).id;
  clock = stoppedClock(endOfMonth);
  service = await startInside({
    clock,
    env: {
      GENGFU_SANDBOX: 'on',
      ...dingtalkEnv(dingtalk),
      DINGTALK_CARD_TEMPLATE: 'gengfu-ticket.schema',
      DINGTALK_MONTHLY_CALLS: String(monthlyCalls),
      DINGTALK_WEBHOOK_URL: dingtalk.addRobot({ chat }).webhook,
    },
  });
  await expect.poll(() => dingtalk.connections(), { timeout: 10_000 }).toBe(1);
  await dingtalk.pushMessage({ chat, person: '0166501', text: `@bot /绑定 ${service.desk.bindCode.code}` });
  await expect.poll(() => said().length).toBeGreaterThan(0);
});
afterEach(async () => {
  await service.stop();
  await dingtalk.stop();
});

const budget = () => service.desk.messengers.get('dingtalk')!.budget!;
const said = () => dingtalk.messages(chat).filter(({ from }) => from !== '0166501');
const cards = () => said().filter(({ card }) => card);

/** Calls that others of the organisation made are not ours to count; these stand for ours. */
function useUpTo(calls: number): void {
  while (budget().read().used < calls) expect(budget().take()).toBe(true);
}

test('calls are counted and shown, warned of at 80 %, and once spent the urgent goes by the robot and the rest waits for one digest', async () => {
  await dingtalk.pushMessage({ chat, person: '0166501', text: '@bot /状态' });
  await expect.poll(() => said().at(-1)?.text).toMatch(new RegExp(`钉钉.*本月调用 \\d+ / ${monthlyCalls}`));
  expect(budget().read().used).toBe(dingtalk.quota.used);

  useUpTo(0.8 * monthlyCalls - 1);
  await dingtalk.pushMessage({ chat, person: '0166501', text: '@bot /帮助' });
  await expect
    .poll(
      async () => (
        await service.settled(),
        said().filter(({ text }) => text.includes(`接口调用已用 ${0.8 * monthlyCalls} / ${monthlyCalls}`)).length
      ),
    )
    .toBe(1);

  useUpTo(monthlyCalls);
  const calls = () =>
    dingtalk.history().filter(({ kind, path }) => kind === 'http' && /groupMessages|createAndDeliver/.test(path)).length;
  const [seen, called] = [said().length, calls()];
  const sandbox = sandboxClient(service.url);
  const calm = [
    'Wo ist mein Paket?',
    'Where is my parcel?',
    'Bila barang sampai?',
    'Haben Sie das in Blau?',
    'Könnten Sie mir bitte eine Rechnung schicken? Vielen Dank!',
  ];
  const tickets: number[] = [];
  for (const [index, text] of calm.entries())
    tickets.push((await sandbox.buyer({ store: index % 2 ? 'shopee-my' : 'amazon-de', buyer: `b${index}`, text })).ticket!);
  const urgent = (await sandbox.buyer({ store: 'amazon-de', buyer: 'u', text: 'Das Ding brannte! Ich gehe zum Anwalt!' }))
    .ticket!;
  clock.advance(1_000);
  await service.settled();
  await expect
    .poll(() =>
      said()
        .slice(seen)
        .map(({ type, text }) => [type, text.includes(`#${urgent}`)]),
    )
    .toEqual([['markdown', true]]);
  expect(said().at(-1)!.text).toContain(`认领 ${urgent}`);
  expect(calls(), 'nothing that counts was called').toBe(called);

  // The next month.
  clock.advance(35 * 60_000);
  const digest = () => cards().find(({ text }) => /汇总 · 5 条提醒/.test(text));
  await expect.poll(async () => (await service.settled(), Boolean(digest())), { timeout: 15_000 }).toBe(true);
  for (const ticket of tickets) expect(digest()!.text).toContain(`#${ticket}`);
  expect(budget().read().used).toBeLessThan(10);
});
