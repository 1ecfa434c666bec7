import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addStore } from '../../src/stores/add-store.ts';
import { startLazada } from '../emulators/lazada.ts';
import type { LazadaEmulator } from '../emulators/lazada.ts';
import { signPush } from '../emulators/lazada-tiktok/push-signature.ts';
import { lazadaSettings } from '../timeline/lazada-market.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

const folder = path.join(import.meta.dirname, '..', 'fixtures', 'lazada');
const recorded = readdirSync(folder).filter((file) => file.startsWith('push-'));
/** Soon after the last of them. */
const then = 1_763_633_300_000;

let service: InsideService;
let lazada: LazadaEmulator;

beforeAll(async () => {
  lazada = await startLazada();
  service = await startInside({ clock: stoppedClock(then) });
  const settings = { api: lazadaSettings(lazada) };
  await addStore(service.desk, { id: 'shop', platform: 'lazada', site: 'sg', name: 'Acme', settings, by: { id: 'test' } });
});
afterAll(async () => {
  await service.stop();
  await lazada.stop();
});

async function replay(file: string): Promise<{ status: number; body: { duplicate?: boolean } }> {
  // Nobody shall be asked for the picture.
  const body = Buffer.from(
    readFileSync(path.join(folder, file), 'utf8').replaceAll('sg-live.slatic.net', 'pictures.example.test'),
  );
  const headers = { authorization: signPush(lazada.credentials, body), 'content-type': 'application/json' };
  const response = await fetch(`${service.url}/in/lazada/shop`, { method: 'POST', headers, body: new Uint8Array(body) });
  return { status: response.status, body: (await response.json()) as { duplicate?: boolean } };
}

test('recorded pushes go through the real door: each is taken once and understood', async () => {
  expect(recorded.length).toBeGreaterThan(15);
  for (const file of recorded)
    expect([file, await replay(file)]).toMatchObject([file, { status: 200, body: { duplicate: false } }]);
  await service.settled();
  for (const file of recorded)
    expect([file, await replay(file)]).toMatchObject([file, { status: 200, body: { duplicate: true } }]);
  await service.settled();
  const events = await service.desk.db.read.inboxEvent.findMany({ where: { source: 'lazada' } });
  expect(events.map(({ status, error }) => [status, error])).toEqual(events.map(() => ['done', null]));
  expect(await service.desk.db.read.attachment.count()).toBe(1);
  // Words, an order's card and a picture; a hidden message that nobody here sent, and the closed shop.
  expect(await service.desk.db.read.message.count({ where: { author: 'buyer', source: 'lazada' } })).toBe(5);
});
