import { createClock } from '../../../src/clock.ts';
import type { Clock } from '../../../src/clock.ts';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Inbound, Lease, Messenger, MessengerCan } from '../../../src/ports/messenger.ts';
import { createLane } from '../../outbound/lane.ts';
import { createSleeper } from '../../outbound/sleeper.ts';
import { createCorpApi } from './api.ts';
import { createCallback } from './callback.ts';
import type { Deliver } from './callback.ts';
import { createCardDesk } from './card-desk.ts';
import type { CardDesk } from './card-desk.ts';
import { wecomConfig } from './config.ts';
import type { WecomOptions } from './config.ts';
import { openConnection } from './connection.ts';
import type { BotConnection } from './connection.ts';
import { createDelivery } from './deliver.ts';
import { createDownload } from './download.ts';
import { createDispatcher } from './dispatch.ts';
import type { Dispatch } from './dispatch.ts';
import { createHttpApi } from './http-api.ts';
import { createIdentity } from './identity.ts';
import type { Identity } from './identity.ts';
import { laneLimits, uploadLimits, webhookLimits } from './limits.ts';
import { createSocketOutlet } from './outlet.ts';
import type { Drawing } from './render-body.ts';
import { createReplyOutlet } from './reply-outlet.ts';
import { createSender } from './send.ts';
import type { Sender } from './send.ts';
import { socketAnswers } from './socket-answers.ts';
import { createUpload } from './upload.ts';
import type { WecomCrypto } from './verify.ts';
import { createWebhook } from './webhook.ts';
import { words as allWords } from './words.ts';

/** What exists between start and stop. */
interface Running {
  sender: Sender;
  upload: Messenger['upload'] | null;
  identity: Identity;
  desk: CardDesk;
  connection: BotConnection | null;
  callback: { deliver: Deliver; crypto: WecomCrypto } | null;
  stopping: AbortController;
}

/**
 * A WeCom AI bot through the official SDK, which is loaded at `start`.
 *
 * @param parts.clock stamps `lastInboundAt`; the wall clock when absent.
 * @param parts.lease who may hold the one connection that a bot has; without one, this process always may.
 * @param parts.onRefused told of every push that was turned away: unreadable, forged, of an unknown command, for another bot.
 * @throws ZodError at once on unusable options. `start` waits for the lease and the first connection; it rejects with
 * `refused` on a wrong secret, and goes on trying all the same: the secret may be the platform's hiccup.
 */
export function createWecom(
  options: WecomOptions,
  parts: { clock?: Clock; lease?: Lease; onRefused?: () => void } = {},
): Messenger {
  const config = wecomConfig.parse(options);
  const clock = parts.clock ?? createClock();
  const onRefused = parts.onRefused ?? (() => undefined);
  const drawing: Drawing = {
    words: allWords[config.language],
    botName: config.botName,
    quoteBytes: config.quoteBytes,
    questions: config.updatedCards === 'dead' ? 'typed' : 'in-card',
  };
  const can: MessengerCan = {
    inputInCard: false,
    inputMaxLength: 0,
    // Only as the answer to a tap (facts/messengers §0.3, §4.2).
    oneConnection: config.mode === 'ws',
    updateWindowMs: 0,
    privateView: false,
    buttons: true,
    mention: true,
    toast: false,
    quoteIds: false,
    urgent: config.corpId ? ['phone'] : [],
    upload: config.mode === 'ws',
    // With callbacks the bot can upload nothing (facts/messengers §4.3).
    pictures: config.mode === 'ws' ? 'message' : 'none',
    answerBudgetMs: 5_000,
  };
  let sleeper = createSleeper('WeCom');
  let running: Running | null = null;
  let lastInboundAt: number | null = null;

  const started = (): Running => {
    if (!running) throw new MessengerError('unreachable', 'the WeCom adapter is not started');
    return running;
  };

  async function start(inbound: Inbound): Promise<void> {
    sleeper = createSleeper('WeCom');
    const stopping = new AbortController();
    const lane = (limits: typeof laneLimits) => createLane({ limits, sleeper, isAppWide: () => false });
    const http = createHttpApi(config.requestTimeoutMs, stopping.signal);
    const identity = createIdentity(createCorpApi(config, http));
    const desk = createCardDesk();
    let dispatch: Dispatch = async () => undefined;
    const connection =
      config.mode === 'ws'
        ? openConnection({
            config,
            lease: parts.lease,
            onRefused,
            onFrame: (frame, client) => void dispatch(frame.body, socketAnswers(frame, client)),
          })
        : null;
    const replies = createReplyOutlet(http);
    const webhook = config.webhookUrl
      ? createWebhook(config.webhookUrl, { http, lane: lane(webhookLimits), words: drawing.words })
      : null;
    const sender = createSender({
      config,
      outlet: connection ? createSocketOutlet(connection) : replies,
      lane: lane(laneLimits),
      desk,
      drawing,
      webhook,
      cutOff: () => (connection?.downForMs() ?? 0) > config.webhookAfterMs,
    });
    const download = createDownload({ aesKey: config.aesKey, stopped: stopping.signal });
    const onEvent = () => {
      lastInboundAt = clock.now();
    };
    dispatch = createDispatcher({
      inbound,
      desk,
      drawing,
      identity,
      sender,
      updatedCards: config.updatedCards,
      download,
      botId: config.botId,
      onRefused,
      onEvent,
    });
    // Before the first event can arrive: the core answers it through this very object.
    const session: Running = {
      sender,
      upload: connection ? createUpload(connection, lane(uploadLimits)) : null,
      identity,
      desk,
      connection,
      callback: null,
      stopping,
    };
    running = session;
    if (connection) return connection.opened;
    session.callback = { deliver: createDelivery(dispatch, replies, stopping.signal), crypto: await import('@wecom/crypto') };
  }

  const { token = '', aesKey = '', receiveId } = config;
  const routes =
    config.mode === 'http'
      ? createCallback({
          secrets: { token, aesKey, receiveId },
          running: () => running?.callback ?? null,
          now: () => clock.wall(),
        })
      : null;

  return {
    name: 'wecom',
    can,
    start,
    async stop() {
      const session = running;
      running = null;
      sleeper.stop();
      session?.stopping.abort();
      await session?.connection?.close();
    },
    connection: () => ({
      // Callbacks need no connection of ours: with the route mounted, events can arrive.
      state: !running ? 'idle' : (running.connection?.state() ?? 'connected'),
      lastInboundAt,
    }),
    ...(routes ? { routes } : {}),
    postCard: async (post) => started().sender.postCard(post),
    updateCard: async ({ messageId, card }) => started().desk.redraw(messageId, card),
    say: async (saying) => started().sender.say(saying),
    direct: async (message) => started().sender.direct(message),
    async urgent({ people, means }) {
      const { identity } = started();
      // Bots have no urgent messages at all; only the corp's own app can call (facts/messengers §0.1, §4.6).
      if (!can.urgent.includes(means)) throw new MessengerError('refused', `WeCom cannot ring people by ${means} here`);
      return { unreachable: await identity.call(people) };
    },
    async upload(file) {
      const { upload } = started();
      if (!upload) throw new MessengerError('refused', 'with callbacks WeCom takes no files from the bot');
      return upload(file);
    },
    // A picture has no words beside it here: it stands below the card it belongs to.
    async postPicture({ chat, name, type, bytes, key }) {
      const { upload, sender } = started();
      if (!upload) throw new MessengerError('refused', 'with callbacks WeCom takes no files from the bot');
      const media = await upload({ name, type, bytes });
      return sender.picture({ chat, mediaId: media.key, key });
    },
    async showTo() {
      throw new MessengerError('refused', 'WeCom shows nothing to one person alone');
    },
    resolvePerson: async (id) => started().identity.resolve(id),
    // No list exists for groups that the app did not make (facts/messengers §4.7).
    members: async () => null,
  };
}
