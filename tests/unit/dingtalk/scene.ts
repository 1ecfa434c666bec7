import { readFileSync } from 'node:fs';
import { createDingtalk } from '../../../adapters/messengers/dingtalk/index.ts';
import type { DingtalkOptions } from '../../../adapters/messengers/dingtalk/config.ts';
import type { CallBudget, Messenger } from '../../../src/ports/messenger.ts';
import { createRecordingInbound } from '../../contract/messenger/recording-inbound.ts';
import type { RecordingInbound } from '../../contract/messenger/recording-inbound.ts';
import { ticketCard } from '../../contract/messenger/sample-cards.ts';
import { startDingtalkEmulator } from '../../emulators/dingtalk.ts';
import type { DingtalkEmulator, DingtalkEmulatorOptions } from '../../emulators/dingtalk.ts';

export const cardTemplate = 'gengfu-ticket.schema';
export const templateFile = readFileSync(
  new URL('../../../adapters/messengers/dingtalk/ticket-card.json', import.meta.url),
  'utf8',
);

export const lin = { id: '0166501', name: '林悦' };
export const chen = { id: '0166502', name: '陈晨' };

export interface Scene {
  emulator: DingtalkEmulator;
  messenger: Messenger;
  inbound: RecordingInbound;
  chat: string;
  post(key?: string, card?: ReturnType<typeof ticketCard>): Promise<{ messageId: string }>;
  /** Calls and handshakes whose path matches, oldest first. */
  calls(path: RegExp): ReturnType<DingtalkEmulator['history']>;
  stop(): Promise<void>;
}

/** One organisation with a group, and a started adapter. */
export async function openScene(
  change: { emulator?: DingtalkEmulatorOptions; options?: Partial<DingtalkOptions>; budget?: CallBudget; start?: 'not yet' } = {},
): Promise<Scene> {
  const emulator = await startDingtalkEmulator({
    templates: { [cardTemplate]: templateFile },
    messageAckMs: 300,
    ...change.emulator,
  });
  const chat = emulator.addChat({ people: [lin, chen] }).id;
  const inbound = createRecordingInbound();
  const messenger = createDingtalk(
    {
      clientId: emulator.clientId,
      clientSecret: emulator.clientSecret,
      apiUrl: emulator.url,
      oapiUrl: emulator.url,
      cardTemplate,
      heartbeatMs: 300,
      ...change.options,
    },
    change.budget ? { budget: change.budget } : {},
  );
  if (change.start !== 'not yet') await messenger.start(inbound);
  return {
    emulator,
    messenger,
    inbound,
    chat,
    post: (key = 'k1', card = ticketCard()) => messenger.postCard({ chat, card, key }),
    calls: (path) => emulator.history().filter((entry) => path.test(entry.path)),
    async stop() {
      await messenger.stop();
      await emulator.stop();
    },
  };
}
