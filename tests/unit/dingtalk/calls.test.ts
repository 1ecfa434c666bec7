import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import type { CallBudget } from '../../../src/ports/messenger.ts';
import { ticketCard } from '../../contract/messenger/sample-cards.ts';
import { faultOf } from '../../contract/messenger/scene.ts';
import { chen, lin, openScene } from './scene.ts';
import type { Scene } from './scene.ts';

let scene: Scene;
afterEach(() => scene.stop());

const createAndDeliver = /createAndDeliver$/;

/** A month with so many calls left. */
function budgetOf(limit: number): CallBudget & { used: number } {
  return {
    used: 0,
    take() {
      if (this.used >= limit) return false;
      this.used += 1;
      return true;
    },
    read() {
      return { used: this.used, limit };
    },
  };
}

describe('tokens', () => {
  test.each([400, 401] as const)(
    'one that is refused with %d is replaced and the call repeated once',
    async (invalidTokenStatus) => {
      scene = await openScene({ emulator: { routes: { invalidTokenStatus } } });
      await scene.post();
      scene.emulator.invalidateTokens();
      await Promise.all([scene.post('k2'), scene.post('k3')]);
      scene.emulator.invalidateTokens();
      await scene.messenger.upload({ name: '图.png', type: 'image/png', bytes: new Uint8Array([1]) });
      expect(scene.emulator.messages(scene.chat)).toHaveLength(3);
      expect(scene.calls(/accessToken$/)).toHaveLength(3);
    },
  );

  test('many askers share one request', async () => {
    scene = await openScene();
    await Promise.all(Array.from({ length: 8 }, (_, i) => scene.post(`k${i}`)));
    expect(scene.calls(/accessToken$/)).toHaveLength(1);
  });

  test('one that stays refused is not asked for without end', async () => {
    scene = await openScene();
    scene.emulator.failNext({ path: createAndDeliver, status: 400, code: 'InvalidAuthentication', times: 5 });
    expect(await faultOf(scene.post())).toBe('refused');
    expect(scene.calls(createAndDeliver)).toHaveLength(2);
  });

  test('a short-lived one is renewed at half time, not before every call', async () => {
    scene = await openScene({ emulator: { tokenTtlSeconds: 60 } });
    await scene.post('k1');
    await scene.post('k2');
    expect(scene.calls(/accessToken$/)).toHaveLength(1);
  });
});

describe('the month’s budget', () => {
  test('is asked before every counted call, tokens and names are free, taps cost nothing', async () => {
    const budget = budgetOf(100);
    scene = await openScene({ budget });
    expect(scene.messenger.budget).toBe(budget);
    expect(budget.used).toBe(1); // the connection
    const { messageId } = await scene.post();
    await scene.messenger.resolvePerson(lin.id);
    scene.inbound.onTap = async () => ({ toast: { type: 'success', text: '好' }, card: ticketCard({ version: 4 }) });
    await scene.emulator.press({ messageId, person: lin.id, action: 'claim' });
    expect(budget.used).toBe(2);
    expect(scene.emulator.quota.used).toBe(2);
  });

  test('once spent nothing is called, and says so', async () => {
    scene = await openScene({ budget: budgetOf(1) });
    const before = scene.emulator.history().length;
    const { messenger, chat } = scene;
    const attempts = [
      scene.post(),
      messenger.updateCard({ chat, messageId: 'k1', card: ticketCard() }),
      messenger.say({ chat, text: '在吗', key: 'k2' }),
      messenger.direct({ person: lin.id, text: '在吗', key: 'k3' }),
      messenger.urgent({ messageId: 'k1', people: [lin.id], means: 'app' }),
      messenger.upload({ name: 'a.png', type: 'image/png', bytes: new Uint8Array([1]) }),
    ];
    expect(await Promise.all(attempts.map(faultOf))).toEqual(Array.from(attempts, () => 'spent'));
    expect(
      scene.emulator
        .history()
        .slice(before)
        .map(({ path }) => path),
    ).toEqual(['/v1.0/oauth2/accessToken']);
  });

  test.each(['our own count', 'the platform'] as const)(
    'spent by %s, urgent cards go out by the custom robot, signed, once',
    async (who) => {
      scene = await openScene();
      const secret = 'SEC0123';
      const { webhook } = scene.emulator.addRobot({ chat: scene.chat, secret });
      await scene.messenger.stop();
      const { createDingtalk } = await import('../../../adapters/messengers/dingtalk/index.ts');
      const { clientId, clientSecret, url } = scene.emulator;
      const options = { clientId, clientSecret, apiUrl: url, oapiUrl: url, cardTemplate: 'gengfu-ticket.schema' };
      const messenger = createDingtalk(
        { ...options, webhookUrl: webhook, webhookSecret: secret },
        who === 'our own count' ? { budget: budgetOf(1) } : {},
      );
      await messenger.start(scene.inbound);
      if (who === 'the platform') scene.emulator.quota.limit = scene.emulator.quota.used;
      const post = (key: string, level: 'urgent' | 'normal') =>
        messenger.postCard({ chat: scene.chat, card: ticketCard({ level }), key });
      const [first, second] = [await post('k1', 'urgent'), await post('k1', 'urgent')];
      expect(second).toEqual(first);
      expect(scene.emulator.messages(scene.chat)).toMatchObject([{ type: 'markdown', text: expect.stringContaining('认领 1042') as string, mentions: [], links: [] }]); // prettier-ignore
      expect(await faultOf(post('k2', 'normal'))).toBe('spent');
      expect(await faultOf(messenger.updateCard({ chat: scene.chat, messageId: first.messageId, card: ticketCard() }))).toBe(
        'gone',
      );
      await messenger.stop();
    },
  );

  test('a robot that refuses leaves the card undelivered', async () => {
    scene = await openScene();
    const { webhook } = scene.emulator.addRobot({ chat: scene.chat, keyword: '没有的词' });
    await scene.stop();
    scene = await openScene({ budget: budgetOf(1), options: { webhookUrl: webhook } });
    expect(await faultOf(scene.post())).toBe('unreachable');
    expect(scene.emulator.messages(scene.chat)).toEqual([]);
  });
});

describe('refusals', () => {
  test.each([
    ['throttled', 403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 1_000],
    ['throttled', 403, 'Forbidden.AccessDenied.QpsLimitForApi', 1_000],
    ['throttled', 400, 'send.too.fast', 1_000],
    ['throttled', 429, 'whatever', 1_000],
    ['spent', 403, 'Forbidden.AccessDenied.ApiCountLimitForOrg', undefined],
    ['refused', 403, 'Forbidden.AccessDenied.AccessTokenPermissionDenied', undefined],
    ['refused', 400, 'param.templateUnpublished', undefined],
    ['unreachable', 500, 'system.busy', undefined],
    ['unreachable', 504, 'system.timeout', undefined],
    ['content', 400, 'param.contentUnsafe', undefined],
  ] as const)('%s: %d %s', async (fault, status, code, retryAfterMs) => {
    scene = await openScene();
    scene.emulator.failNext({ path: createAndDeliver, status, code });
    await expect(scene.post()).rejects.toMatchObject({ fault, platformCode: code, retryAfterMs });
  });

  test.each([
    [90_018, 'throttled'],
    [90_002, 'throttled'],
    [90_020, 'spent'],
    [15, 'unreachable'],
    [-1, 'unreachable'],
    [60_011, 'refused'],
  ] as const)('of the old API with HTTP 200: %d is %s', async (code, fault) => {
    scene = await openScene();
    scene.emulator.failNext({ path: /media/, status: 200, code });
    const file = { name: 'a.png', type: 'image/png', bytes: new Uint8Array([1]) };
    expect(await faultOf(scene.messenger.upload(file))).toBe(fault);
  });

  test('the page of an IP ban is a wait of minutes', async () => {
    scene = await openScene();
    scene.emulator.failNext({ path: createAndDeliver, status: 200, code: 'ban', raw: { status: 1111, wait: 5, punish: 'deny' } });
    await expect(scene.post()).rejects.toMatchObject({ fault: 'throttled', retryAfterMs: 300_000 });
  });

  test('words that fail the review are the content’s fault', async () => {
    scene = await openScene();
    scene.emulator.forbid('盖子');
    expect(await faultOf(scene.post())).toBe('content');
    expect(scene.emulator.messages(scene.chat)).toEqual([]);
  });

  test('a person out of reach, and one who is rung in vain', async () => {
    scene = await openScene();
    scene.emulator.hide(lin.id);
    await expect(scene.messenger.direct({ person: lin.id, text: '在吗', key: 'k1' })).rejects.toMatchObject({ fault: 'refused' });
    const { messageId } = await scene.post();
    expect(await scene.messenger.urgent({ messageId, people: [lin.id], means: 'phone' })).toEqual({ unreachable: [lin.id] });
    expect(scene.emulator.urgent()).toMatchObject([{ remindType: 3, content: expect.stringContaining('#1042') as string }]);
  });

  test('no error carries a secret, a token, an address or the buyer’s words', async () => {
    scene = await openScene({ options: { requestTimeoutMs: 500 } });
    scene.emulator.failNext({ path: createAndDeliver, status: 400, code: 'param.invalid' });
    const errors = [await scene.post('k1', ticketCard({ original: 'Geheimnis' })).catch((error: unknown) => error)];
    await scene.emulator.stop();
    errors.push(await scene.post('k2', ticketCard({ original: 'Geheimnis' })).catch((error: unknown) => error));
    for (const error of errors) {
      expect(error).toMatchObject({ name: 'MessengerError' });
      expect(inspect(error, { depth: 20 })).not.toMatch(/Geheimnis|emulated-secret|access_token|127\.0\.0\.1/);
    }
  });
});

describe('members of a group', () => {
  test('cost one call a day, in the name of somebody who has spoken there', async () => {
    scene = await openScene();
    const { messenger, emulator, chat } = scene;
    expect(await messenger.members(chat), 'nobody has spoken yet').toBeNull();
    await emulator.pushMessage({ chat, person: lin.id, text: '@bot /列表' });
    expect(await messenger.members(chat)).toEqual([lin, chen]);
    await messenger.members(chat);
    expect(scene.calls(/memberLists/)).toHaveLength(1);
  });

  test('that the platform will not tell are not asked for again', async () => {
    scene = await openScene({ emulator: { routes: { memberLists: 'refused' } } });
    await scene.emulator.pushMessage({ chat: scene.chat, person: lin.id, text: '@bot /列表' });
    expect([await scene.messenger.members(scene.chat), await scene.messenger.members(scene.chat)]).toEqual([null, null]);
    expect(scene.calls(/memberLists/)).toHaveLength(1);
  });
});
