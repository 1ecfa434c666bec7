import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RacePoint } from '../../src/race.ts';
import { dovecotAvailable } from '../emulators/dovecot.ts';
import { apology, apologyInGerman, openMailDesk, people, relayAddress } from '../timeline/mail-desk.ts';
import type { MailDesk } from '../timeline/mail-desk.ts';
import { endProcesses } from '../timeline/start-process.ts';
import { until } from '../timeline/until.ts';
import { readFolder } from './read-folder.ts';
import { openUndying } from './undying-service.ts';
import type { UndyingService } from './undying-service.ts';

afterEach(endProcesses);

if (!dovecotAvailable())
  process.stderr.write('SKIPPED: dovecot is not installed, so no kill on the way from mail to Feishu was tried\n');

type Step = 'message' | 'claim' | 'reply' | 'close';

/** Where each process in a row is killed while the step is being taken. */
const stories: [Step, RacePoint[]][] = [
  ['message', ['inbox-stored', 'batch-understood', 'batch-applied', 'card-posted', 'card-recorded']],
  ['claim', ['tap-received', 'tap-committed', 'card-recorded']],
  ['reply', ['tap-committed', 'reply-translated', 'reply-marked', 'reply-recorded', 'card-posted']],
  ['reply', ['reply-queued', 'reply-sent', 'card-recorded']],
  ['close', ['tap-answered']],
];

describe.skipIf(!dovecotAvailable())('a process that is killed on the way from mail to Feishu and back', () => {
  let desk: MailDesk;
  let service: UndyingService;

  beforeEach(async () => {
    desk = await openMailDesk();
    service = await openUndying({ folder: desk.folder, env: { ...desk.env, GENGFU_LOG: 'warn' } });
    const code = await until(() => /\/绑定 (\d{6})/.exec(service.output())?.[1], 'the bind code');
    await desk.moveIn(code);
  });
  afterEach(async () => {
    await service.stop();
    await desk.stop();
  });

  const ticket = () =>
    readFolder<{ state: string; version: number; ownerId: string | null }>(
      desk.folder,
      'SELECT "state", "version", "ownerId" FROM "Ticket"',
    )[0];
  const count = (what: string): number => readFolder<{ n: number }>(desk.folder, `SELECT count(*) AS n FROM ${what}`)[0]!.n;

  /** Waits for what a person sees; whoever died meanwhile is started again by somebody. */
  async function seen<T>(look: () => T, what: string): Promise<NonNullable<T>> {
    for (let patience = 400; patience > 0; patience -= 1) {
      const found = look();
      if (found) return found;
      await service.reviveIfDead();
      await sleep(50);
    }
    throw new Error(
      `${what}: nobody ever saw it; the ticket is ${JSON.stringify(ticket())}, the chat shows\n${desk
        .cards()
        .map(({ text }) => text)
        .join('\n---\n')}`,
    );
  }
  const card = () => desk.cards()[0];
  const cardOffering = (action: string, words = '') =>
    seen(
      () =>
        card() && card()!.text.includes(words) && desk.feishu.offered(card()!.messageId).includes(action) ? card() : undefined,
      `a card with ${words} ${action}`,
    );

  /** As if the attempt that was killed lay a minute back: what left then would be filed by now. */
  async function pastFiling(): Promise<void> {
    await seen(() => count('"Reply" WHERE "state" = \'sending\'') > 0, 'the attempt');
    const db = new Sqlite(path.join(desk.folder, 'gengfu.db'), { timeout: 5_000 });
    db.exec(`UPDATE "Reply" SET "sendingSince" = "sendingSince" - 60000 WHERE "state" = 'sending'`);
    db.close();
  }

  /** Taps as people do: who sees an error looks at the card again and taps again only when it is still needed. */
  async function tap(action: string, done: () => boolean, form?: Record<string, string>): Promise<void> {
    await seen(() => desk.feishu.connections() > 0 || done(), 'the connection');
    while (!done()) {
      const outcome = await desk.feishu.press({ messageId: card()!.messageId, person: people.wang, action, form });
      if (outcome.toast) expect(outcome.toast.type).toBe('success');
      await service.reviveIfDead();
      await seen(() => desk.feishu.connections() > 0, 'the connection');
    }
  }

  test.each(stories)(
    'during the %s at %j leaves nothing undone and nothing done twice',
    { timeout: 150_000 },
    async (step, points) => {
      const enter = (name: Step): Promise<void> => (name === step ? service.killAt(...points) : Promise.resolve());
      await enter('message');
      await desk.deliver('message-de-pre');
      await cardOffering('claim', 'Geld zurück?');
      await enter('claim');
      await tap('claim', () => ticket()!.ownerId !== null);
      await cardOffering('transfer', '王磊');
      await enter('reply');
      await tap('reply', () => count('"Reply"') > 0, { text: apology });
      if (points.includes('reply-marked')) await pastFiling();
      await cardOffering('close', '平台已接收');
      await enter('close');
      await tap('close', () => ticket()!.state === 'closed', { resolution: 'resent', topic: 'logistics' });
      await cardOffering('reopen', '已关闭');
      await seen(() => service.deaths === points.length, 'the last death');
      // Timers and rounds lie ahead; what is due is done.
      await seen(() => count(`"Job" WHERE "dueAt" <= ${Date.now()}`) === 0, 'an empty table of due jobs');

      expect(desk.cards(), 'one card, whatever happened').toHaveLength(1);
      expect(count('"Ticket"')).toBe(1);
      expect(count('"Message"')).toBe(2);
      expect(count('"Reply" WHERE "state" = \'accepted\'')).toBe(1);
      const mails = await Promise.all(
        desk.relay.mails.map(async ({ to, raw }) => ({ to, text: (await PostalMime.parse(raw)).text })),
      );
      // Between handing over and writing that down the Sent folder knows.
      expect(mails).toMatchObject([{ to: relayAddress, text: expect.stringContaining(apologyInGerman) as string }]);
    },
  );
});
