import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultCode } from '../../src/inbox/fault-code.ts';
import { addStore } from '../../src/stores/add-store.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

let service: InsideService;
let sandbox: SandboxClient;

beforeAll(async () => {
  service = await startInside();
  sandbox = sandboxClient(service.url);
});
afterAll(() => service.stop());

const ask = async (person: string, text: string): Promise<string> => (await sandbox.say(person, text))[0]!.text;

async function parked(store: string, body: object): Promise<{ id: string; code: string }> {
  const { body: answer } = await push(service.url, { store, body: JSON.stringify(body) });
  await service.settled();
  return { id: answer.id!, code: faultCode(answer.id!) };
}

/** A push to a store that was taken away while it waited. */
async function orphaned(text: string): Promise<string> {
  const body = Buffer.from(messageCreated({ buyer: text, text }));
  const { id } = await service.inbox.store({ storeId: 'late-de', source: 'generic', externalId: text, body });
  await service.settled();
  return faultCode(id);
}

test('an event that nobody can process is listed, read without its secrets, and tried again', async () => {
  expect(await ask('zhao', '/异常')).toBe('没有处理不了的消息。');
  const { code, id } = await parked('amazon-de', {
    type: 'order.paid',
    access_token: 'sesame-1',
    data: {
      text: 'Mein Geld\u202e!',
      link: 'https://shop.example/?api_key=sesame-2&x=1',
      hook: 'whsec_c2VzYW1l',
      deep: { password: 'sesame"3' },
    },
  });

  const trouble = (await sandbox.messages()).find(({ text }) => text.includes(`编号 ${code}`))!.text;
  expect(trouble).toContain(`/异常 查看 ${code}`);
  expect(trouble).toContain(`/异常 重试 ${code}`);
  expect(await ask('zhao', '/异常 列表')).toMatch(new RegExp(`^异常消息 1 条.*\\n${code} · Haushalt24 · .*type`));
  expect(await ask('zhao', '/状态')).toContain('异常消息 1 条(/异常)');

  expect(await ask('zhao', `/异常 查看 ${code}`), 'a raw event says more than a card').toMatch(/需要客服权限/);
  const shown = await ask('wang', `/fault show ${code}`);
  expect(shown).toContain('"type":"order.paid"');
  expect(shown).toContain('Mein Geld!');
  expect(shown).not.toMatch(/sesame|c2VzYW1l/);
  expect(await ask('wang', `/fault show ${id}`), 'the whole id will do, too').toBe(shown);
  expect(await ask('wang', '/异常 查看 ffffffff')).toContain('没有编号为「ffffffff」的异常消息');

  expect(await ask('wang', `/异常 重试 ${code}`)).toMatch(/需要主管权限/);
  expect(await ask('lin', `/异常 重试 ${code}`)).toMatch(/^重试 1 条:处理好 0 条,仍处理不了 1 条。 .*type/);
  expect(await ask('zhao', '/异常 列表')).toContain(code);
});

test('after a repair all are processed in the order they came, and the audit log says who tried', async () => {
  const first = await orphaned('Wo ist mein Paket?');
  const second = await orphaned('Ich will mein Geld zurück!');
  expect(await ask('zhao', '/fault list')).toMatch(new RegExp(`${second} .*\\n${first} .*late-de`));
  await addStore(service.desk, { id: 'late-de', platform: 'shopify', site: 'de', name: 'Spätladen', by: { id: 'lin' } });

  expect(await ask('lin', `/异常 重试 ${first}`)).toMatch(/^重试 1 条:处理好 1 条,仍处理不了 0 条。 #\d+$/);
  expect(await ask('lin', '/异常 重试 全部')).toBe('重试 2 条:处理好 1 条,仍处理不了 1 条。');
  await service.settled();
  const tickets = await service.desk.db.read.ticket.findMany({ where: { storeId: 'late-de' } });
  expect(tickets).toHaveLength(2);
  expect(await sandbox.cards(tickets[0]!.number)).toHaveLength(1);
  expect(await ask('lin', `/异常 重试 ${first}`)).toContain('没有编号');
  const audits = await service.desk.db.read.auditEntry.findMany({ where: { action: 'fault retry' }, orderBy: { id: 'asc' } });
  expect(audits.map(({ personId, subject }) => [personId, subject]).slice(-2)).toEqual([
    ['lin', first],
    ['lin', 'all'],
  ]);
  expect(await service.desk.db.read.ticket.count({ where: { storeId: 'late-de' } }), 'nothing twice').toBe(2);
});

test('a mail is shown without the headers of machines, and a huge event is cut', async () => {
  const mail = Buffer.from(
    'DKIM-Signature: v=1; b=abc\r\n def\r\nFrom: Katrin <k@example.com>\r\nSubject: Hallo\r\nReceived: by mx\r\n\r\nWo ist mein Paket?',
  );
  const { id } = await service.inbox.store({ storeId: 'gone', source: 'mail', externalId: 'm-1', body: mail });
  await service.settled();
  const shown = await ask('wang', `/异常 查看 ${faultCode(id)}`);
  expect(shown).toContain('From: Katrin <k@example.com>\nSubject: Hallo\n\nWo ist mein Paket?');
  expect(shown).not.toMatch(/DKIM|Received|def/);
  const huge = await parked('amazon-de', { type: 'order.paid', data: 'x'.repeat(200_000) });
  expect((await ask('wang', `/异常 查看 ${huge.code}`)).length).toBeLessThan(1_500);
});
