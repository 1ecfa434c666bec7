import { afterEach, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/clocks/local-day.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

let service: InsideService;
afterEach(() => service.stop());

async function openDesk() {
  const clock = stoppedClock();
  service = await startInside({ clock });
  const sandbox = sandboxClient(service.url);
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'Anna', text: 'Guten Tag, welche Farben gibt es?' });
  await service.settled();
  const read = async () => (await sandbox.cards(ticket))[0]!;
  const version = async () => (await service.desk.db.read.ticket.findFirstOrThrow({ where: { number: ticket! } })).version;
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await service.settled();
  };
  return { sandbox, ticket: ticket!, read, version, pass };
}

test('the time left on a card goes down while nobody touches it, and the ticket stays as it is', async () => {
  const { read, version, pass } = await openDesk();
  const first = JSON.stringify((await read()).card);
  const before = await version();
  await pass(25 * MINUTE_MS);
  const second = JSON.stringify((await read()).card);
  expect(second).not.toBe(first);
  expect(await version()).toBe(before);
});

test('a round draws a card anew once in a sixth of the time that is left, not each time', async () => {
  const { ticket, pass } = await openDesk();
  const drawn: number[] = [];
  const chat = service.desk.messengers.get('sandbox')!;
  const update = chat.updateCard.bind(chat);
  chat.updateCard = async (change) => {
    if (JSON.stringify(change.card).includes(`${ticket}`)) drawn.push(service.clock.now());
    return update(change);
  };
  for (let minute = 0; minute < 40; minute += 5) await pass(5 * MINUTE_MS);
  // Two hours are left at the beginning: every twenty minutes, the first round of the process besides.
  expect(drawn.length).toBeGreaterThanOrEqual(2);
  expect(drawn.length).toBeLessThanOrEqual(4);
});

test('more cards than a round may draw have their turn in the next', async () => {
  const { sandbox, pass } = await openDesk();
  for (let index = 0; index < 65; index++)
    await sandbox.buyer({ store: 'amazon-de', buyer: `buyer ${index}`, text: 'Guten Tag, welche Farben gibt es?' });
  await service.settled();
  const drawn = new Set<string>();
  const chat = service.desk.messengers.get('sandbox')!;
  const update = chat.updateCard.bind(chat);
  chat.updateCard = async (change) => {
    drawn.add(change.messageId);
    return update(change);
  };
  await pass(5 * MINUTE_MS);
  expect(drawn.size).toBe(60);
  await pass(5 * MINUTE_MS);
  expect(drawn.size).toBe(66);
});

test('what is closed is left alone', async () => {
  const { sandbox, ticket, read, pass } = await openDesk();
  await sandbox.say('wang', `/关闭 ${ticket}`);
  await service.settled();
  const closed = JSON.stringify((await read()).card);
  await pass(HOUR_MS);
  expect(JSON.stringify((await read()).card)).toBe(closed);
});
