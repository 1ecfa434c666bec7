import { expect, test } from 'vitest';
import type { Scene } from './scene.ts';

const question = '请问可以换货吗?';
const answer = '可以,请把订单号发给我们。';

export function describeFaults(scene: Scene): void {
  test.each(['throttled', 'down', 'cut_after_effect'] as const)(
    'an answer whose sending is %s still arrives, and once',
    async (fault) => {
      const { failSend, sent } = scene.market;
      if (!failSend || !sent) return void expect(scene.adapter.can.reply && scene.market.arrival !== 'mail').toBe(false);
      await scene.market.buyerWrites({ buyer: 'b1', text: question });
      if (scene.market.arrival === 'poll') await scene.pollNow();
      const { id } = await scene.cardWith(question);
      failSend(fault);
      await scene.claimAndReply(id, answer);
      // Backoff is measured on the product's clock.
      await expect
        .poll(async () => (await scene.sandbox.advance(120), (await scene.cardWhere(id, () => true, 'the card')).state), {
          timeout: 20_000,
          interval: 250,
        })
        .toBe('waiting');
      expect((await sent()).map(({ text }) => text)).toEqual([answer]);
    },
    30_000,
  );

  test('an answer that the platform refuses goes back to its writer with the reason', async () => {
    const { failSend, sent } = scene.market;
    if (!failSend || !sent) return void expect(scene.adapter.can.reply && scene.market.arrival !== 'mail').toBe(false);
    await scene.market.buyerWrites({ buyer: 'b2', text: question });
    if (scene.market.arrival === 'poll') await scene.pollNow();
    const { id } = await scene.cardWith(question);
    failSend('refused');
    await scene.claimAndReply(id, answer);
    await scene.saying(answer);
    expect((await scene.cardWhere(id, () => true, 'the card')).state).toBe('claimed');
    expect(await sent()).toEqual([]);
  });

  test('an access token that ran out is renewed, once for all who need it', async () => {
    const { expireAccessTokens, tokensIssued } = scene.market;
    if (!expireAccessTokens || !tokensIssued) return void expect(scene.adapter.authoriser).toBeUndefined();
    await scene.pollNow();
    await scene.service.settled();
    const before = tokensIssued();
    expireAccessTokens();
    await scene.market.buyerWrites({ buyer: 'b3', text: question });
    await scene.pollNow();
    const { id } = await scene.cardWith(question);
    await scene.claimAndReply(id, answer);
    await scene.cardWhere(id, (_, state) => state === 'waiting', 'the answer left');
    expect(tokensIssued() - before).toBe(1);
  });

  test('an authorisation that was taken back is said in the group, with the way to renew it', async () => {
    const { revokeAuthorisation } = scene.market;
    if (!revokeAuthorisation) return void expect(scene.adapter.authoriser).toBeUndefined();
    revokeAuthorisation();
    await scene.pollNow();
    await scene.saying('失效');
  });
}
