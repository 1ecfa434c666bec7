import { addStore } from '../../../src/stores/add-store.ts';
import { createClock } from '../../../src/clock.ts';
import { sandboxClient } from '../../timeline/sandbox-client.ts';
import type { SandboxClient } from '../../timeline/sandbox-client.ts';
import { startInside } from '../../timeline/start-inside.ts';
import type { InsideService } from '../../timeline/start-inside.ts';
import { until } from '../../timeline/until.ts';
import { wordsOf } from '../../timeline/sandbox-stage.ts';
import type { MarketplaceSubject, MarketplaceUnderTest } from './driver.ts';

export const storeId = 'shop';
export const chat = 'night-watch';

/** The whole service, with one store at the marketplace under test and the sandbox as its group. */
export type Scene = ReturnType<typeof createScene>;

export function createScene(subject: MarketplaceSubject) {
  let market: MarketplaceUnderTest;
  let service: InsideService;
  let sandbox: SandboxClient;

  return {
    get market() {
      return market;
    },
    get service() {
      return service;
    },
    get sandbox() {
      return sandbox;
    },
    /** The adapter that the store's buyers are answered by. */
    get adapter() {
      const store = service.desk.stores.get(storeId)!;
      return service.desk.marketplaceOf(store, market.arrival === 'push' ? subject.platform : market.arrival);
    },
    get pushAddress() {
      return `${service.url}/in/${subject.platform}/${storeId}`;
    },
    async start() {
      market = await subject.open();
      service = await startInside({ clock: createClock(), env: market.env });
      sandbox = sandboxClient(service.url);
      await addStore(service.desk, {
        id: storeId,
        platform: subject.platform,
        site: market.site,
        name: 'Acme',
        settings: market.settings,
        by: { id: 'test' },
      });
      await market.deliverTo?.(this.pushAddress);
    },
    async stop() {
      await market.deliverTo?.(null);
      await service.stop();
      await market.stop();
    },
    /** Rounds of every stream come now: all intervals have passed. */
    async pollNow() {
      await sandbox.advance(2 * 3_600);
    },
    /** The card that carries these words, once it is there. */
    cardWith: (words: string) =>
      until(
        async () => (await sandbox.messages({ chat })).findLast(({ card }) => card && wordsOf(card).includes(words)),
        `a card with “${words}”`,
      ),
    /** A card as it stands, once `holds` is true of it. */
    cardWhere: (messageId: string, holds: (words: string, state: string) => boolean, what: string) =>
      until(async () => {
        const found = (await sandbox.messages({ chat })).find(({ id }) => id === messageId);
        return found?.card && holds(wordsOf(found.card), found.card.state ?? '') ? found.card : undefined;
      }, what),
    saying: (words: string) =>
      until(
        async () => (await sandbox.messages({ chat })).find(({ text, kind }) => kind === 'text' && text.includes(words)),
        `the bot saying “${words}”`,
      ),
    buyersWords: () => service.desk.db.read.message.count({ where: { author: 'buyer', storeId } }),
    events: () => service.desk.db.read.inboxEvent.count({ where: { storeId } }),
    async claimAndReply(messageId: string, text: string) {
      await sandbox.tap({ messageId, action: 'claim', person: 'wang' });
      return sandbox.tap({ messageId, action: 'reply', person: 'wang', form: { text } });
    },
  };
}
