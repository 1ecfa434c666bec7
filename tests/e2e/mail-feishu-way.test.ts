import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../src/clock.ts';
import { bounceOf } from '../emulators/amazon-relay.ts';
import { dovecotAvailable } from '../emulators/dovecot.ts';
import { apology, apologyInGerman, chinese, openMailDesk, people, relayAddress, seller } from '../timeline/mail-desk.ts';
import type { MailDesk } from '../timeline/mail-desk.ts';
import { between, openNight } from '../timeline/night.ts';
import type { Night } from '../timeline/night.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

if (!dovecotAvailable())
  process.stderr.write('SKIPPED: dovecot is not installed, so the way from mail to Feishu and back was not tried\n');

/** Sockets, IMAP and the first load of the models take real time; how much is a bench's business. */
const soon = (second: number) => between(second, second + 14);

describe.skipIf(!dovecotAvailable())('a buyer’s mail, a group in Feishu', () => {
  let desk: MailDesk;
  let service: InsideService;
  let night: Night;

  beforeEach(async () => {
    desk = await openMailDesk();
    service = await startInside({ folder: desk.folder, env: desk.env, clock: createClock() });
    await desk.moveIn(service.desk.bindCode.code);
    night = await openNight(service, desk.stage);
  });
  afterEach(async () => {
    await service.stop();
    await desk.stop();
  });

  async function cardOf(): Promise<string> {
    await night.at(0, () => desk.deliver('message-de-pre'));
    const { id } = await night.expect(soon(0)).card({
      shows: ['Erika M', '302-7654321-1234567', 'Geld zurück?', chinese.split('\n')[0]!, '紧急'],
      offers: ['claim', 'reply'],
    });
    return id;
  }

  test('from the mailbox to the card, from the card to the relay address, confirmed and closed', async () => {
    const id = await cardOf();
    const claimed = await night.at(60, () => desk.feishu.press({ messageId: id, person: people.wang, action: 'claim' }));
    expect(claimed).toMatchObject({ toast: { type: 'success' } });
    await night.expect(soon(60)).card({ shows: '王磊', offers: ['reply', 'transfer', 'snooze', 'close'] });

    const late = await night.at(80, () =>
      desk.feishu.tap({ messageId: id, person: people.chen, value: claimed.card ? firstValue(claimed.card, 'claim') : {} }),
    );
    expect(late.toast?.content ?? '').toContain('王磊');

    const answered = await night.at(100, () =>
      desk.feishu.press({ messageId: id, person: people.wang, action: 'reply', form: { text: apology } }),
    );
    expect(answered).toMatchObject({ toast: { type: 'success' } });
    await night.expect(soon(100)).reply({});
    await night.expect(soon(100)).card({ shows: '平台已接收', offers: ['close'] });
    const [mail] = desk.relay.mails;
    expect(mail).toMatchObject({ from: seller, to: relayAddress, visible: true });
    const parsed = await PostalMime.parse(mail!.raw);
    expect(parsed.text).toContain(apologyInGerman);
    expect(parsed).toMatchObject({
      subject: 'Re: Lieferung: Wo ist mein Paket? (Bestellung: 302-7654321-1234567)',
      inReplyTo: '<0102019b7f3c1111-aaaa-000000@eu-west-1.amazonses.com>',
      references: '<0102019b7f3c1111-aaaa-000000@eu-west-1.amazonses.com>',
    });
    const reply = await service.desk.db.read.reply.findFirstOrThrow();
    expect(reply).toMatchObject({ state: 'accepted', externalId: parsed.messageId });
    expect(parsed.messageId).toContain(reply.id);

    await night.at(120, () =>
      desk.deliver('confirmation-own-reply', (raw) => raw.replace(/^In-Reply-To: .*$/m, `In-Reply-To: ${parsed.messageId}`)),
    );
    await night.expect(soon(120)).card({ shows: '买家' });
    expect(await service.desk.db.read.reply.findFirstOrThrow()).toMatchObject({ state: 'confirmed' });

    const closed = await night.at(140, () =>
      desk.feishu.press({
        messageId: id,
        person: people.wang,
        action: 'close',
        form: { resolution: 'resent', topic: 'logistics' },
      }),
    );
    expect(closed.toast?.type).toBe('success');
    await night.expect(soon(140)).card({ shows: '已关闭', offers: ['reopen'] });
    expect(desk.cards(), 'one card, redrawn').toHaveLength(1);
    expect(desk.relay.mails).toHaveLength(1);
    expect(await service.desk.db.read.ticket.findMany()).toMatchObject([
      { state: 'closed', resolution: 'resent', topic: 'logistics' },
    ]);
  });

  test('an answer that Amazon sends back is said, and the ticket is in hand again', async () => {
    const id = await cardOf();
    await night.at(60, () => desk.feishu.press({ messageId: id, person: people.wang, action: 'reply', form: { text: apology } }));
    await night.expect(soon(60)).card({ shows: '平台已接收' });
    await night.at(80, () => desk.imap.deliver(bounceOf(desk.relay.mails[0]!, '550 5.7.1 message contains prohibited content')));
    await night.expect(soon(80)).card({ shows: ['王磊', 'prohibited content'], offers: ['reply'] });
    expect(await service.desk.db.read.reply.findFirstOrThrow()).toMatchObject({ state: 'bounced' });
    expect(await service.desk.db.read.ticket.findFirstOrThrow()).toMatchObject({ state: 'claimed' });
  });

  test('an answer whose server vanished after taking it is found under Sent and not sent again', async () => {
    const id = await cardOf();
    desk.relay.behave('drop_after_data');
    await night.at(60, () => desk.feishu.press({ messageId: id, person: people.wang, action: 'reply', form: { text: apology } }));
    await night.expect(soon(60)).reply({});
    desk.relay.behave('accept');
    await night.expect(soon(60)).card({ shows: ['王磊', '平台已接收'] });
    expect(desk.relay.mails).toHaveLength(1);
    expect(await service.desk.db.read.job.count({ where: { kind: 'send-reply' } })).toBe(0);
  });

  test('quoting the card and typing is answering; the buyer’s next mail stays in the same ticket', async () => {
    const id = await cardOf();
    await night.at(60, () =>
      desk.feishu.pushMessage({ chat: desk.chat, person: people.chen, text: `@bot ${apology}`, parentId: id }),
    );
    await night.expect(soon(60)).reply({});
    await night.expect(soon(60)).card({ shows: ['陈晨', '平台已接收'] });
    const sent = /^Message-ID: (.*)$/im.exec(desk.relay.mails[0]!.raw.toString('latin1'))![1]!.trim();
    await night.at(80, () => desk.deliver('answer-to-reply', (raw) => raw.replace(/<reply-[^>]*>/g, sent)));
    await night.expect(soon(80)).card({ offers: ['reply'] });
    expect(await service.desk.db.read.ticket.findMany()).toMatchObject([{ ownerId: expect.any(String) as string }]);
    expect(await service.desk.db.read.message.count({ where: { author: 'buyer' } })).toBe(2);
  });

  test('a translation service that is down leaves the card without it, and a tap asks again', async () => {
    desk.deepl.fail(503, 50);
    await night.at(0, () => desk.deliver('message-de-pre'));
    const { id } = await night.expect(soon(0)).card({ shows: 'Geld zurück?', offers: ['translate'] });
    await night.expect(soon(0)).card({ shows: /翻译服务/ });
    desk.deepl.fail(503, 0);
    await night.at(30, () => desk.feishu.press({ messageId: id, person: people.wang, action: 'translate' }));
    await night.expect(soon(30)).card({ shows: chinese.split('\n')[0]! });
  });
});

/** What the button of another action on the same card sends: the tap of somebody whose card is old. */
function firstValue(card: unknown, action: string): Record<string, unknown> {
  let found: Record<string, unknown> | undefined;
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || found) return;
    const value = (node as { value?: Record<string, unknown> }).value;
    if (value && typeof value === 'object' && 'a' in value) found = { ...value, a: action };
    Object.values(node).forEach(walk);
  };
  walk(card);
  return found!;
}
