import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDingtalkEmulator } from '../emulators/dingtalk.ts';
import type { DingtalkEmulator } from '../emulators/dingtalk.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { dingtalkEnv } from '../timeline/dingtalk-env.ts';

const template = readFileSync(new URL('../../adapters/messengers/dingtalk/ticket-card.json', import.meta.url), 'utf8');
const person = '0166501';
const calm = ['Wo ist mein Paket?', 'Where is my parcel?', 'Bila barang sampai?', 'Brauche eine Rechnung'];

let dingtalk: DingtalkEmulator;
let chat: string;
let clock: ReturnType<typeof stoppedClock>;
let service: InsideService;

beforeEach(async () => {
  dingtalk = await startDingtalkEmulator({ templates: { 'gengfu-ticket.schema': template } });
  chat = dingtalk.addChat({ people: [{ id: person, name: '林悦' }] }).id;
  clock = stoppedClock();
  service = await startInside({
    clock,
    env: {
      GENGFU_SANDBOX: 'on',
      ...dingtalkEnv(dingtalk),
      DINGTALK_CARD_TEMPLATE: 'gengfu-ticket.schema',
    },
  });
  await expect.poll(() => dingtalk.connections(), { timeout: 10_000 }).toBe(1);
  await dingtalk.pushMessage({ chat, person, text: `@bot /绑定 ${service.desk.bindCode.code}` });
});
afterEach(async () => {
  await service.stop();
  await dingtalk.stop();
});

const cards = () => dingtalk.messages(chat, person).filter(({ card }) => card);
const digests = () => cards().filter(({ text }) => text.includes('汇总'));

/** Tries and waits until it is so; what a tap's answer may still be changing is left alone for a second. */
const settles = (what: () => unknown) =>
  expect.poll(async () => (clock.advance(1_000), await service.settled(), what()), { timeout: 15_000 });

test('the template’s own buttons work a digest through', async () => {
  const sandbox = sandboxClient(service.url);
  dingtalk.failNext({ path: /createAndDeliver/, status: 503, code: 'ServiceUnavailable', times: calm.length });
  const written = await Promise.all(
    calm.map((text, index) => sandbox.buyer({ store: 'amazon-de', buyer: `buyer ${index}`, text })),
  );
  await expect.poll(() => dingtalk.unmet()).toEqual([]);
  clock.advance(11 * 60_000);
  await settles(() => digests().length).toBe(1);
  const { messageId } = digests()[0]!;
  expect(dingtalk.message(messageId, person).text).toContain('处理下一张');

  // Its two buttons are lent by the ticket's card.
  expect(dingtalk.offered(messageId, person)).toEqual(['claim', 'details']);
  const answers = await Promise.all([1, 2].map(() => dingtalk.press({ messageId, person, action: 'claim' })));
  expect(answers.every(Boolean)).toBe(true);
  await settles(() => cards().length).toBe(2);
  expect(await service.desk.db.read.ticket.count({ where: { ownerId: { not: null } } })).toBe(1);
  const own = cards().find(({ messageId: id }) => id !== messageId)!;
  const taken = written.map(({ ticket }) => `#${ticket}`).find((number) => own.text.includes(number))!;
  expect(dingtalk.message(messageId, person).text).not.toContain(taken);

  await dingtalk.press({ messageId, person, action: 'details' });
  await settles(() => dingtalk.offered(messageId, person)).toEqual(['claim']);
  expect(await service.desk.db.read.ticket.count({ where: { ownerId: { not: null } } })).toBe(calm.length);
  expect(cards()).toHaveLength(2);
});
