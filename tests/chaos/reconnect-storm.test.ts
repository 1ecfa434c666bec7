import { expect, test } from 'vitest';
import { createDingtalk } from '../../adapters/messengers/dingtalk/index.ts';
import { createFeishu } from '../../adapters/messengers/feishu/index.ts';
import { createWecom } from '../../adapters/messengers/wecom/index.ts';
import type { Messenger } from '../../src/ports/messenger.ts';
import { createRecordingInbound } from '../contract/messenger/recording-inbound.ts';
import { startDingtalkEmulator } from '../emulators/dingtalk.ts';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import { startWecomEmulator } from '../emulators/wecom.ts';

const outageMs = 60_000;

/** A platform whose gateway can turn everybody away. */
interface Line {
  messenger: Messenger;
  /** Instants of handshakes so far, and whether each was accepted. */
  handshakes(): { at: number; accepted: boolean }[];
  shut(): void;
  open(): void;
  stop(): Promise<unknown>;
}

async function feishuLine(): Promise<Line> {
  const platform = await startFeishuEmulator();
  return {
    messenger: createFeishu({ appId: platform.appId, appSecret: platform.appSecret, baseUrl: platform.url }),
    handshakes: () => handshakesIn(platform.history()).map(({ at, code }) => ({ at, accepted: code === 0 })),
    shut() {
      platform.rejectHandshakes(Infinity);
      platform.dropConnections();
    },
    open: () => platform.rejectHandshakes(0),
    stop: () => platform.stop(),
  };
}

async function dingtalkLine(): Promise<Line> {
  const platform = await startDingtalkEmulator();
  const { clientId, clientSecret, url } = platform;
  return {
    messenger: createDingtalk({ clientId, clientSecret, apiUrl: url, oapiUrl: url }),
    handshakes: () => handshakesIn(platform.history()).map(({ at, status }) => ({ at, accepted: status === 101 })),
    shut() {
      platform.rejectHandshakes({ times: Infinity });
      platform.dropConnections();
    },
    open: () => platform.rejectHandshakes({ times: 0 }),
    stop: () => platform.stop(),
  };
}

async function wecomLine(): Promise<Line> {
  const platform = await startWecomEmulator();
  return {
    messenger: createWecom({ botId: platform.botId, botSecret: platform.secret, wsUrl: platform.wsUrl, apiUrl: platform.url }),
    handshakes: () => handshakesIn(platform.history()).map(({ at, code }) => ({ at, accepted: code === 0 })),
    shut() {
      platform.rejectHandshakes(Infinity);
      platform.dropConnections();
    },
    open: () => platform.rejectHandshakes(0),
    stop: () => platform.stop(),
  };
}

const handshakesIn = <E extends { kind: string }>(history: readonly E[]): E[] =>
  history.filter(({ kind }) => kind === 'handshake');

test.concurrent.for([
  { name: 'feishu', draw: feishuLine },
  { name: 'dingtalk', draw: dingtalkLine },
  { name: 'wecom', draw: wecomLine },
])(
  '$name: a gateway that rejects every handshake for a minute is not stormed, and 5 s after it the line stands',
  { timeout: outageMs + 30_000 },
  async ({ name, draw }, { onTestFinished }) => {
    const line = await draw();
    onTestFinished(async () => {
      await line.messenger.stop();
      await line.stop();
    });
    await line.messenger.start(createRecordingInbound());
    const began = Date.now();
    line.shut();
    await expect.poll(() => Date.now() - began, { timeout: outageMs + 5_000 }).toBeGreaterThanOrEqual(outageMs);
    line.open();
    const ended = Date.now();
    await expect.poll(() => line.messenger.connection().state, { timeout: 30_000, interval: 20 }).toBe('connected');

    const rejected = line.handshakes().filter(({ at, accepted }) => at >= began && !accepted);
    expect(rejected.length).toBeGreaterThan(5);
    expect(rejected.length).toBeLessThan(20);
    const late = rejected
      .slice(8)
      .map(({ at }, i, all) => at - (all[i - 1]?.at ?? at))
      .slice(1);
    expect(new Set(late).size, `${name} waits ${late.join(' ')} ms: jitter`).toBeGreaterThan(1);
    const accepted = line.handshakes().filter(({ at }) => at >= ended);
    expect(accepted, 'one handshake is enough').toHaveLength(1);
    expect(accepted[0]!.at - ended).toBeLessThan(5_000);
  },
);
