import { afterEach, beforeEach, expect, test } from 'vitest';
import { amazon } from '../contract/marketplace/drivers/amazon.ts';
import { createScene, storeId } from '../contract/marketplace/scene.ts';
import { startAmazonRelay } from '../emulators/amazon-relay.ts';
import type { AmazonRelay } from '../emulators/amazon-relay.ts';
import { createAmazonMail } from '../timeline/amazon-mail.ts';
import { until } from '../timeline/until.ts';

const seller = 'support@seller.example';
const question = '请问什么时候发货?';
const answer = '明天发货。';
const doubt = '可能到了买家那里,也可能没有';

let relay: AmazonRelay;
let mail: ReturnType<typeof createAmazonMail>;
/** A store whose mail comes by the receiver alone: there is no folder to look into. */
const scene = createScene({
  platform: 'amazon',
  async open() {
    const market = await amazon.open();
    relay = await startAmazonRelay({ approvedSenders: [seller] });
    mail = createAmazonMail({ port: Number(market.env!.GENGFU_SMTP_PORT), seller });
    const settings = { mail: { addresses: [], ...market.settings.mail, smtpUrl: relay.smtpUrl } };
    return {
      ...market,
      settings,
      async stop() {
        mail.stop();
        await Promise.all([market.stop(), relay.stop()]);
      },
    };
  },
});
beforeEach(() => scene.start());
afterEach(() => scene.stop());

const reads = () => scene.service.desk.db.read;
const replies = () => reads().reply.findMany({ orderBy: { createdAt: 'asc' } });
const sellersMessages = () => reads().message.count({ where: { storeId, author: 'seller' } });
async function ask(text: string) {
  const { thread } = await scene.market.buyerWrites({ buyer: 'b1', text });
  return { ...(await scene.cardWith(text)), thread };
}
/** What happens between the server's answer and writing it down, the next time; then the attempt breaks off. */
function breakOff(happens: () => Promise<unknown> = async () => {}): void {
  let broken = false;
  Object.assign(scene.service.desk, {
    async race(point: string) {
      if (point !== 'reply-sent' || broken) return;
      broken = true;
      await happens();
      throw new Error('the process ends here');
    },
  });
}

test('a mail that may have left is not sent again where nothing can tell: its writer is asked to look', async () => {
  const { id } = await ask(question);
  breakOff();
  await scene.claimAndReply(id, answer);
  await scene.sandbox.advance(120);
  const told = await scene.saying(doubt);
  expect(told.text).toContain(answer);
  await scene.service.settled();
  expect(relay.mails).toHaveLength(1);
  expect(await replies()).toMatchObject([{ state: 'failed' }]);
  expect((await scene.cardWhere(id, () => true, 'the card')).countdown).toBeDefined();
});

test('a mail that certainly did not leave is sent again without a doubt', async () => {
  const { id } = await ask(question);
  relay.behave('busy_after_data');
  await scene.claimAndReply(id, answer);
  await until(async () => (await replies())[0]?.state === 'queued' && relay.connections > 0, 'the relay was busy');
  relay.behave('accept');
  await scene.sandbox.advance(120);
  await scene.cardWhere(id, (_, state) => state === 'waiting', 'the answer left');
  expect(relay.mails).toHaveLength(1);
});

test('the copy that Amazon sends of a mail under way settles that one and no earlier one', async () => {
  const { id, thread } = await ask(question);
  await scene.claimAndReply(id, '请稍等。');
  await scene.cardWhere(id, (_, state) => state === 'waiting', 'the first answer left');
  await ask('还在吗?');
  breakOff(async () => {
    const names = /^Message-ID: (.*)\r$/im.exec(relay.mails.at(-1)!.raw.toString())![1]!;
    await mail.sellerWrites({ relay: thread, text: answer, names });
    await until(() => reads().reply.findFirst({ where: { state: 'sending', externalId: names } }), 'the copy is known as ours');
  });
  await scene.sandbox.tap({ messageId: id, action: 'reply', person: 'wang', form: { text: answer } });
  await until(async () => (await replies())[1]?.externalId, 'the copy came');
  await scene.sandbox.advance(120);
  await until(async () => (await replies())[1]?.state === 'accepted', 'the reply is recorded');
  expect(await replies()).toMatchObject([{ state: 'accepted' }, { state: 'accepted' }]);
  expect([relay.mails.length, await sellersMessages()]).toEqual([2, 2]);
});
