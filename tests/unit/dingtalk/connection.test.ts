import { afterEach, expect, test, vi } from 'vitest';
import { holdConnection } from '../../../adapters/messengers/dingtalk/connection.ts';
import type { StreamClient } from '../../../adapters/messengers/dingtalk/stream-client.ts';
import { MessengerError } from '../../../src/ports/messenger.ts';

/** The supervisor on a time of its own: sleeping is all that takes time. */
function night(open: (at: number) => Promise<StreamClient>, lastsMs: number) {
  let at = 0;
  const attempts: number[] = [];
  const over = Promise.withResolvers<void>();
  const sleeper = {
    now: () => at,
    async sleep(ms: number) {
      at += ms;
      if (at > lastsMs) {
        over.resolve();
        return new Promise<never>(() => undefined);
      }
    },
  };
  const connection = holdConnection({
    sleeper,
    open() {
      attempts.push(at);
      return open(at);
    },
  });
  return { connection, attempts, over: over.promise };
}

const client = (how: Promise<'leaving' | 'closed'>): StreamClient & { retired: boolean } => ({
  retired: false,
  over: how,
  async retire() {
    this.retired = true;
  },
  close: () => undefined,
});

afterEach(() => void vi.restoreAllMocks());

test.each([0, 0.1, 0.5, 0.999])(
  'rejected handshakes: fewer than 20 attempts in any minute, never 30 s of silence (dice at %d)',
  async (dice) => {
    vi.spyOn(Math, 'random').mockReturnValue(dice);
    const { connection, attempts, over } = night(async () => Promise.reject(new Error('401')), 600_000);
    await over;
    for (const start of attempts) expect(attempts.filter((at) => at >= start && at < start + 60_000).length).toBeLessThan(20);
    for (const [i, at] of attempts.entries()) expect(at - (attempts[i - 1] ?? 0)).toBeLessThanOrEqual(30_000);
    expect(connection.state()).toBe('down');
  },
);

test.each([0, 0.5, 0.999])('an outage of 80 s is over within 5 s of its end (dice at %d)', async (dice) => {
  vi.spyOn(Math, 'random').mockReturnValue(dice);
  const outages = Array.from({ length: 80 }, (_, i) => (i + 1) * 1_000);
  const { attempts, over } = night(async () => Promise.reject(new Error('401')), 100_000);
  await over;
  for (const end of outages) expect(attempts.find((at) => at >= end)! - end).toBeLessThan(5_000);
});

test('a platform that closes at once is not stormed either', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const { attempts, over } = night(async () => client(Promise.resolve('closed')), 120_000);
  await over;
  expect(attempts.filter((at) => at < 60_000).length).toBeLessThan(20);
});

test('a platform that says goodbye at once is not stormed either', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const { attempts, over } = night(async () => client(Promise.resolve('leaving')), 120_000);
  await over;
  expect(attempts.filter((at) => at < 60_000).length).toBeLessThan(20);
});

test('wrong credentials end the start, a ban is waited for', async () => {
  const refused = new MessengerError('refused', 'no', { platformCode: 'authFailed' });
  await expect(night(async () => Promise.reject(refused), 1_000).connection.opened).rejects.toBe(refused);
  const banned = new MessengerError('throttled', 'no', { retryAfterMs: 300_000 });
  const { attempts, over } = night(async () => Promise.reject(banned), 1_000_000);
  await over;
  expect(attempts).toEqual([0, 300_000, 600_000, 900_000]);
});

test('the old connection is let go once the new one is open', async () => {
  const goodbye = Promise.withResolvers<'leaving'>();
  const clients = [client(goodbye.promise), client(new Promise(() => undefined))];
  const opened: boolean[] = [];
  const { connection } = night(async () => {
    opened.push(clients[0]!.retired);
    return clients[opened.length - 1]!;
  }, 60_000);
  await connection.opened;
  goodbye.resolve('leaving');
  await expect.poll(() => clients[0]!.retired).toBe(true);
  expect(opened).toEqual([false, false]);
  expect(connection.state()).toBe('connected');
});
