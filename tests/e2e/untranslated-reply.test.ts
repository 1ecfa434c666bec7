import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

let service: InsideService;
let sandbox: SandboxClient;
let ticket: number;
let messageId: string;

beforeAll(async () => {
  service = await startInside({ clock: stoppedClock() });
  sandbox = sandboxClient(service.url);
  ticket = (await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin', text: 'Wo ist mein Paket?' })).ticket!;
  await service.settled();
  messageId = (await sandbox.cards(ticket))[0]!.id;
});
afterAll(() => service.stop());

const unknown = '这句话短语本里肯定没有';
const known = '您的包裹已经在路上，预计两天内送达。';
const tap = (text: string) => sandbox.tap({ messageId, action: 'reply', person: 'wang', form: { text } });

test('whoever replies with words that nothing translates hears so at once, by tap, by command and by quoting', async () => {
  const answer = await tap(unknown);
  expect(answer).toMatchObject({ toastType: 'warning', toast: expect.stringMatching(/短语本.*按原文发给买家/) as string });
  await service.settled();
  const { card } = (await sandbox.say('zhao', `/查看 ${ticket}`))[0]!;
  expect(card!.history!.at(-1)!.text, 'seconds are not rounded up').toMatch(/没有译文.*首次响应 不到 1 分钟$/);
  expect((await sandbox.say('wang', `/回复 ${ticket} ${unknown}`))[0]!.text).toMatch(/按原文发给买家/);
  expect((await sandbox.say('wang', unknown, { quotes: messageId }))[0]!.text).toMatch(/按原文发给买家/);
  await service.settled();
  expect((await sandbox.outbound()).map(({ text }) => text)).toEqual([unknown, unknown, unknown]);
});

test('a translated reply, and one in the buyer’s own language, are simply on their way', async () => {
  expect(await tap(known)).toMatchObject({ toastType: 'success', toast: '正在发送' });
  expect((await sandbox.say('wang', `/reply ${ticket} Ihr Paket kommt morgen an.`))[0]!.text).toBe('正在发送');
  expect((await sandbox.say('wang', `/回复 ${ticket} 原样 ${unknown}`))[0]!.text, 'asked for').toBe('正在发送');
});

test('in English, too', async () => {
  await sandbox.say('lin', '/lang en');
  expect((await tap('No phrasebook knows this line.')).toast).toMatch(/^Sending\. The demo phrasebook lacks .* as written$/);
});
