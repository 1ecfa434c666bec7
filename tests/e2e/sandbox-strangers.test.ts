import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

let service: InsideService;
beforeAll(async () => {
  service = await startInside();
});
afterAll(() => service.stop());

async function call(route: string, body?: object): Promise<{ status: number; code?: string; message?: string }> {
  const response = await fetch(
    `${service.url}/sandbox/api/${route}`,
    body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  const { error = {} } = (await response.json()) as { error?: { code?: string; message?: string } };
  return { status: response.status, ...error };
}
const say = (person: string, text: string, chat = 'night-watch') => call('say', { chat, person, text });

test('a person or a chat that nobody knows is refused by name, with those there are', async () => {
  const left = await service.desk.db.read.sandboxMessage.count();
  expect(await say('lim', '/列表')).toMatchObject({
    status: 403,
    code: 'unknown_person',
    message: expect.stringMatching(/"lim".*chen, lin, wang, zhao.*\/bind/) as string,
  });
  expect(await say('lin', '/列表', 'nightwatch')).toMatchObject({
    status: 404,
    code: 'unknown_chat',
    message: expect.stringMatching(/"nightwatch".*night-watch/) as string,
  });
  expect(await say('lin', '/列表', '@nobody')).toMatchObject({ code: 'unknown_chat' });
  expect(await call('messages?chat=nightwatch')).toMatchObject({ status: 404, code: 'unknown_chat' });
  expect(await call('messages?limit=0')).toMatchObject({ status: 400, message: expect.stringContaining('limit') as string });
  expect(await call('tap', { messageId: 'x', action: 'claim', person: 'lim' })).toMatchObject({ code: 'unknown_person' });
  expect(await call('buyer', { store: 'amazon', buyer: 'b', text: 'Hallo' })).toMatchObject({
    status: 404,
    code: 'unknown_store',
    message: 'there is no store "amazon"; there are: amazon-de, shopee-my',
  });
  expect(await call('outbound?store=zzz')).toMatchObject({ status: 404, code: 'unknown_store' });
  expect(await call('buyer', { store: 'amazon-de', text: 'Hallo' })).toMatchObject({
    status: 400,
    code: 'invalid_input',
    message: 'buyer is missing. README lists the fields of each request',
  });
  expect(await service.desk.db.read.sandboxMessage.count(), 'nothing was said').toBe(left);
});

test('whoever comes in with the code is known from then on; direct chats are open to the known', async () => {
  expect(await say('boss', '/bind 000000')).toMatchObject({ status: 200 });
  expect(await say('boss', '/列表'), 'a wrong code opens nothing').toMatchObject({ code: 'unknown_person' });
  const page = async () => (await fetch(service.url)).text();
  expect(await page()).toContain('还没有管理员');
  expect(await say('boss', `/绑定 ${service.desk.bindCode.code}`)).toMatchObject({ status: 200 });
  expect(await say('boss', '/列表', '@boss')).toMatchObject({ status: 200 });
  expect(await page()).not.toContain('还没有管理员');
});

test('a name that was only made to point here opens nothing that has no log-in', async () => {
  const { port } = new URL(service.url);
  const asked = (path: string, host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path, headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end();
    });
  for (const path of ['/', '/sandbox/api/messages', '/metrics', '/status']) {
    expect(await asked(path, `evil.example:${port}`), path).toBe(403);
    expect(await asked(path, `localhost:${port}`), path).toBe(200);
  }
  expect(await asked('/healthz', 'evil.example')).toBe(200);
});
