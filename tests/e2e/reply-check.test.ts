import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { until } from '../timeline/until.ts';

let service: InsideService;
let sandbox: SandboxClient;
beforeAll(async () => {
  service = await startInside();
  sandbox = sandboxClient(service.url);
});
afterAll(() => service.stop());

async function claimed(store: string): Promise<string> {
  const { ticket } = await sandbox.buyer({ store, buyer: 'Erika', text: '请问什么时候发货?' });
  const { id } = await until(async () => (await sandbox.cards(ticket))[0], 'the card');
  await sandbox.tap({ messageId: id, action: 'claim', person: 'wang' });
  return id;
}
const answer = (messageId: string, text: string) => sandbox.tap({ messageId, action: 'reply', person: 'wang', form: { text } });

describe('the check before a reply leaves', () => {
  test('contact data and begging for stars do not reach Amazon, and the writer reads why', async () => {
    const card = await claimed('amazon-de');
    const { toast, toastType } = await answer(card, '请写信到 help@acme.de,给个五星好评');
    expect(toast).toBe('还没有发出:亚马逊 不允许有邮箱「help@acme.de」、索要或干预评价「五星」。改好后再发');
    expect(toastType).not.toBe('success');
    await service.settled();
    expect(await service.desk.db.read.reply.count()).toBe(0);
    // The mended one goes at once.
    expect((await answer(card, '今天就发货。')).toast).toContain('发送');
  });

  test('what may offend is pointed out once; said again it is meant', async () => {
    const card = await claimed('amazon-de');
    const sent = await service.desk.db.read.reply.count();
    expect((await answer(card, '这是你自己的问题。')).toast).toContain('语气可能冒犯买家');
    expect(await service.desk.db.read.reply.count()).toBe(sent);
    expect((await answer(card, '这是你自己的问题。')).toast).toContain('发送');
    expect(await service.desk.db.read.reply.count()).toBe(sent + 1);
  });
});
