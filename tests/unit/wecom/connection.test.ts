import { afterEach, describe, expect, test } from 'vitest';
import type { Lease } from '../../../src/ports/messenger.ts';
import { ticketCard } from '../../contract/messenger/sample-cards.ts';
import { faultOf } from '../../contract/messenger/scene.ts';
import { commandsOf, setStage } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.stop());

const state = () => stage.messenger.connection().state;
const subscriptions = () => commandsOf(stage.emulator, 'aibot_subscribe').length;
const handshakes = () => stage.emulator.history().filter(({ kind }) => kind === 'handshake').length;

/** A lease whose holder the test decides. */
function createTestLease() {
  let lost = new AbortController();
  let free = Promise.withResolvers<void>();
  const log: string[] = [];
  const lease: Lease = {
    async acquire(signal) {
      const called = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
      called.catch(() => undefined);
      await Promise.race([free.promise, called]);
      lost = new AbortController();
      log.push('held');
      return { lost: lost.signal, release: async () => void log.push('released') };
    },
  };
  return {
    lease,
    log,
    grant: () => free.resolve(),
    takeAway: () => {
      free = Promise.withResolvers();
      lost.abort();
    },
  };
}

describe('another subscriber', () => {
  test('is not fought: the adapter says so, waits, and then takes over once', async () => {
    stage = await setStage({ options: { takeOverAfterMs: 600 } });
    const rival = await stage.emulator.kick();
    await expect.poll(state).toBe('down');
    expect(subscriptions()).toBe(2);
    const kickedAt = performance.now();
    await expect.poll(state, { timeout: 3_000 }).toBe('connected');
    expect(performance.now() - kickedAt).toBeGreaterThan(550);
    expect(subscriptions()).toBe(3);
    expect(rival.frames.some(({ body }) => (body?.event as { eventtype?: string })?.eventtype === 'disconnected_event')).toBe(
      true,
    );
  });

  test('while it has the bot, sends fail as unreachable', async () => {
    stage = await setStage({ options: { requestTimeoutMs: 100 } });
    await stage.emulator.kick();
    await expect.poll(state).toBe('down');
    expect(await faultOf(stage.messenger.say({ chat: stage.chat, text: '在吗', key: 'k' }))).toBe('unreachable');
  });
});

describe('the lease', () => {
  test('decides who connects: none before it is held, closed at once when it is lost, back when it returns', async () => {
    const { lease, log, grant, takeAway } = createTestLease();
    stage = await setStage({ lease, unstarted: true });
    const opened = stage.messenger.start(stage.inbound);
    expect(state()).toBe('idle');
    expect(handshakes()).toBe(0);
    grant();
    await opened;
    expect(stage.emulator.connections()).toBe(1);
    takeAway();
    await expect.poll(() => stage.emulator.connections()).toBe(0);
    expect(state()).toBe('idle');
    expect(handshakes()).toBe(1);
    grant();
    await expect.poll(state).toBe('connected');
    expect(log).toEqual(['held', 'released', 'held']);
  });

  test('that nobody grants does not keep stop waiting', async () => {
    stage = await setStage({ lease: createTestLease().lease, unstarted: true });
    const opened = faultOf(stage.messenger.start(stage.inbound));
    await stage.messenger.stop();
    expect(await opened).toBe('unreachable');
  });

  test('is given back by stop', async () => {
    const { lease, log, grant } = createTestLease();
    grant();
    stage = await setStage({ lease });
    await stage.messenger.stop();
    expect(log).toEqual(['held', 'released']);
  });
});

describe('a bad line', () => {
  test('rejected handshakes are tried again ever more slowly, and the first accepted one connects', async () => {
    stage = await setStage();
    const before = handshakes();
    stage.emulator.rejectHandshakes(5);
    stage.emulator.dropConnections();
    await expect.poll(() => handshakes() - before, { timeout: 15_000 }).toBe(6);
    await expect.poll(state).toBe('connected');
    // 20 a minute at most: a rejected one never comes within the same instant as all the others.
    const at = stage.emulator.history().flatMap((entry) => (entry.kind === 'handshake' ? [entry.at] : []));
    expect(at.at(-1)! - at[before]!).toBeGreaterThan(100);
  });

  test('half-open is noticed within three pings', async () => {
    stage = await setStage();
    stage.emulator.freezeConnections();
    await expect.poll(subscriptions, { timeout: 3_000 }).toBe(2);
    await expect.poll(state).toBe('connected');
  });

  test('a wrong secret is said at start, and tried again all the same', async () => {
    stage = await setStage({ options: { botSecret: 'wrong' }, unstarted: true });
    expect(await faultOf(stage.messenger.start(stage.inbound))).toBe('refused');
    await expect.poll(state).toBe('down');
    await expect.poll(subscriptions, { timeout: 5_000 }).toBeGreaterThan(2);
  });

  test('a card asked for while the line is away goes out when it is back', async () => {
    stage = await setStage();
    stage.emulator.dropConnections();
    await expect.poll(state, { interval: 1 }).toBe('connecting');
    const { messageId } = await stage.messenger.postCard({ chat: stage.chat, card: ticketCard(), key: 'k' });
    expect(stage.emulator.message(messageId).taskId).toBe(messageId);
  });
});
