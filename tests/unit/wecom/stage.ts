import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { createWecom } from '../../../adapters/messengers/wecom/index.ts';
import type { WecomOptions } from '../../../adapters/messengers/wecom/config.ts';
import type { Lease, Messenger } from '../../../src/ports/messenger.ts';
import { createRecordingInbound } from '../../contract/messenger/recording-inbound.ts';
import type { RecordingInbound } from '../../contract/messenger/recording-inbound.ts';
import { startWecomEmulator } from '../../emulators/wecom.ts';
import type { WecomEmulator, WecomEmulatorOptions } from '../../emulators/wecom.ts';

export const people = [
  { id: 'linyue', name: '林悦' },
  { id: 'chenchen', name: '陈晨' },
];
export const secrets = { token: 'EmulatedToken', aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };

/** An emulated corp with an adapter and a core that writes down. */
export interface Stage {
  emulator: WecomEmulator;
  messenger: Messenger;
  inbound: RecordingInbound;
  chat: string;
  /** Address of the callback, http mode only. */
  url: string;
  stop: () => Promise<void>;
}

export async function setStage(
  given: { emulator?: WecomEmulatorOptions; options?: Partial<WecomOptions>; lease?: Lease; unstarted?: true } = {},
): Promise<Stage> {
  const emulator = await startWecomEmulator({ botName: '更夫 Desk', ...given.emulator });
  const mode = given.options?.mode ?? 'ws';
  const messenger = createWecom(
    {
      botName: '更夫 Desk',
      botId: emulator.botId,
      botSecret: emulator.secret,
      wsUrl: emulator.wsUrl,
      apiUrl: emulator.url,
      heartbeatMs: 200,
      requestTimeoutMs: 1_000,
      ...(mode === 'http' ? secrets : {}),
      ...given.options,
    },
    given.lease ? { lease: given.lease } : {},
  );
  const inbound = createRecordingInbound();
  const chat = emulator.addChat({ people, heard: true }).id;
  const server = messenger.routes
    ? serve({ fetch: (request) => messenger.routes!.fetch(request), port: 0, hostname: '127.0.0.1' })
    : null;
  if (server) await new Promise((resolve) => server.once('listening', resolve));
  const url = server ? `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/wecom` : '';
  if (server) emulator.deliverTo({ mode: 'http', url, ...secrets });
  if (!given.unstarted) await messenger.start(inbound);
  return {
    emulator,
    messenger,
    inbound,
    chat,
    url,
    async stop() {
      await messenger.stop();
      await emulator.stop();
      if (server) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What reached the platform under that command. */
export function commandsOf(emulator: WecomEmulator, cmd: string) {
  return emulator.history().filter(({ path }) => path === cmd);
}
