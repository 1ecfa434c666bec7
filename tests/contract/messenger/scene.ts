import type { Card } from '../../../cards/card.ts';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Messenger, MessengerFault } from '../../../src/ports/messenger.ts';
import type { MessengerDriver, MessengerUnderTest, ShownMessage } from './driver.ts';
import { createRecordingInbound } from './recording-inbound.ts';
import type { RecordingInbound } from './recording-inbound.ts';
import { ticketCard } from './sample-cards.ts';

/** One started messenger with its platform and a core that writes down; exchanged before every test. */
export interface Scene {
  readonly messenger: Messenger;
  readonly driver: MessengerDriver;
  readonly inbound: RecordingInbound;
  /** Makes another pair, not started. */
  create(): Promise<MessengerUnderTest>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Posts a card into the group. */
  post(key: string, card?: Card): Promise<{ messageId: string }>;
  /** What the bot wrote into the group. */
  shown(): ShownMessage[];
}

export function createScene(create: () => Promise<MessengerUnderTest>): Scene {
  let subject: MessengerUnderTest;
  let inbound: RecordingInbound;
  return {
    get messenger() {
      return subject.messenger;
    },
    get driver() {
      return subject.driver;
    },
    get inbound() {
      return inbound;
    },
    create,
    async start() {
      subject = await create();
      inbound = createRecordingInbound();
      await subject.messenger.start(inbound);
    },
    stop: () => subject.stop(),
    post: (key, card = ticketCard()) => subject.messenger.postCard({ chat: subject.driver.chat, card, key }),
    shown: () => subject.driver.shown(subject.driver.chat),
  };
}

/** How a call was refused; `no fault` when it was not, the error itself when it is none of the port's. */
export function faultOf(call: Promise<unknown>): Promise<MessengerFault | 'no fault' | Error> {
  return call.then(
    () => 'no fault' as const,
    (error: Error) => (error instanceof MessengerError ? error.fault : error),
  );
}
