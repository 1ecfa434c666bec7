import { createClock } from '../../../src/clock.ts';
import type { Clock } from '../../../src/clock.ts';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Inbound, Messenger, MessengerCan } from '../../../src/ports/messenger.ts';
import { createLane } from '../../outbound/lane.ts';
import { createSleeper } from '../../outbound/sleeper.ts';
import { untilReached } from '../../outbound/until-reached.ts';
import { openApi } from './api.ts';
import { createCallback } from './callback.ts';
import type { Deliver } from './callback.ts';
import { feishuConfig } from './config.ts';
import type { FeishuConfig, FeishuOptions } from './config.ts';
import { openConnection } from './connection.ts';
import type { LongConnection } from './connection.ts';
import { createDispatcher } from './dispatch.ts';
import { appWideLimit } from './fault.ts';
import { createDownload } from './download.ts';
import { createIdentity } from './identity.ts';
import type { Identity } from './identity.ts';
import { laneLimits } from './limits.ts';
import { inputMaxLength } from './render-form.ts';
import { createOwnerPictures } from './owner-picture.ts';
import { createSender } from './send.ts';
import { createUpload } from './upload.ts';
import { words as allWords } from './words.ts';

const abilities = ({ privateView }: FeishuConfig): MessengerCan => ({
  buttons: true,
  inputInCard: true,
  inputMaxLength,
  oneConnection: false,
  updateWindowMs: 14 * 24 * 3_600_000,
  privateView: privateView !== 'off',
  mention: true,
  toast: true,
  quoteIds: true,
  urgent: ['app', 'sms', 'phone'],
  upload: true,
  pictures: 'in_card',
  answerBudgetMs: 3_000,
});

/** What exists between start and stop. */
interface Running {
  send: ReturnType<typeof createSender>;
  upload: Messenger['upload'];
  identity: Identity;
  deliver: Deliver;
  connection: LongConnection | null;
}

/**
 * Feishu and Lark through the official SDK, which is loaded at `start`.
 *
 * @param parts.clock stamps `lastInboundAt`; the wall clock when absent.
 * @param parts.onRefused told of every event that was turned away: unreadable, forged, for another app.
 * @throws ZodError at once on unusable options; `start` rejects with `refused` on wrong credentials or an app without a bot.
 */
export function createFeishu(options: FeishuOptions, parts: { clock?: Clock; onRefused?: () => void } = {}): Messenger {
  const config = feishuConfig.parse(options);
  const clock = parts.clock ?? createClock();
  const onRefused = parts.onRefused ?? (() => undefined);
  const words = allWords[config.language];
  let sleeper = createSleeper('Feishu');
  let running: Running | null = null;
  let lastInboundAt: number | null = null;

  const started = (): Running => {
    if (!running) throw new MessengerError('unreachable', 'the Feishu adapter is not started');
    return running;
  };

  async function start(inbound: Inbound): Promise<void> {
    sleeper = createSleeper('Feishu');
    const isAppWide = ({ platformCode }: MessengerError): boolean => platformCode === appWideLimit;
    const lane = createLane({ limits: laneLimits, sleeper, isAppWide });
    const api = await openApi(config);
    const identity = createIdentity(api);
    const bot = await untilReached(() => identity.bot(), sleeper);
    const pictures = createOwnerPictures();
    const dispatcher = await createDispatcher({
      inbound,
      bot,
      identity,
      lane,
      words,
      pictures,
      download: createDownload(api),
      appId: config.appId,
      onRefused,
      onEvent: () => {
        lastInboundAt = clock.now();
      },
    });
    const deliver: Deliver = (event) => dispatcher.invoke(event, { needCheck: false });
    // Before the first event can arrive: the core answers it through this very object.
    const session: Running = {
      send: createSender({ api, lane, words, pictures, privateView: config.privateView }),
      upload: createUpload(api),
      identity,
      deliver,
      connection: null,
    };
    running = session;
    if (config.mode === 'http') return;
    session.connection = await openConnection(config, { dispatcher, onRefused });
    if (running !== session) session.connection.close();
    await session.connection.opened;
  }

  return {
    name: 'feishu',
    can: abilities(config),
    start,
    async stop() {
      running?.connection?.close();
      running = null;
      sleeper.stop();
    },
    connection: () => ({
      // Callbacks need no connection of ours: with the route mounted, events can arrive.
      state: !running ? 'idle' : config.mode === 'http' ? 'connected' : (running.connection?.state() ?? 'connecting'),
      lastInboundAt,
    }),
    ...(config.mode === 'http' ? { routes: createCallback(config, () => running?.deliver ?? null) } : {}),
    postCard: async (post) => started().send.postCard(post),
    updateCard: async (update) => started().send.updateCard(update),
    say: async (saying) => started().send.say(saying),
    direct: async (message) => started().send.direct(message),
    urgent: async (ring) => started().send.urgent(ring),
    upload: async (file) => started().upload(file),
    showTo: async (view) => started().send.showTo(view),
    resolvePerson: async (id) => started().identity.resolve(id),
    members: async (chat) => started().identity.members(chat),
  };
}
