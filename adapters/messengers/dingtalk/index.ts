import { createClock } from '../../../src/clock.ts';
import type { Clock } from '../../../src/clock.ts';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { CallBudget, Inbound, Messenger, MessengerCan } from '../../../src/ports/messenger.ts';
import { createLane } from '../../outbound/lane.ts';
import { createSleeper } from '../../outbound/sleeper.ts';
import { createApi } from './api.ts';
import { dingtalkConfig } from './config.ts';
import type { DingtalkConfig, DingtalkOptions } from './config.ts';
import { holdConnection } from './connection.ts';
import type { LongConnection } from './connection.ts';
import { createConversations } from './conversations.ts';
import { createDispatcher } from './dispatch.ts';
import { createDownload } from './download.ts';
import { isAppWide } from './fault.ts';
import { openGateway } from './gateway.ts';
import { createHttp } from './http.ts';
import { createIdentity } from './identity.ts';
import type { Identity } from './identity.ts';
import { laneLimits } from './limits.ts';
import { createMembers } from './members.ts';
import { inputMaxLength } from './render-form.ts';
import { createRobotMessages } from './robot-messages.ts';
import { createPicturePoster } from './post-picture.ts';
import { createSender } from './send.ts';
import { openSideDoors } from './side-doors.ts';
import { openStreamClient } from './stream-client.ts';
import { createTicketCards } from './ticket-cards.ts';
import { createToken } from './token.ts';
import { createUpload } from './upload.ts';
import { words as allWords } from './words.ts';

/** With the template a card can do everything; without it, it is markdown that says what to type. */
function abilities({ cardTemplate, quotedMessages, pictures }: DingtalkConfig): MessengerCan {
  return {
    buttons: cardTemplate !== undefined,
    inputInCard: cardTemplate !== undefined,
    inputMaxLength: cardTemplate === undefined ? 0 : inputMaxLength,
    // No end is documented (facts/messengers §3.5, UNCONFIRMED); what is gone after all says so.
    oneConnection: false,
    updateWindowMs: cardTemplate === undefined ? 0 : Infinity,
    // Private data exists and carries the answer to a tap; the port asks for no more.
    privateView: false,
    mention: cardTemplate !== undefined,
    toast: true,
    quoteIds: quotedMessages === 'read',
    urgent: ['app', 'sms', 'phone'],
    upload: true,
    pictures: pictures === 'on' ? 'message' : 'none',
    answerBudgetMs: 2_000,
  };
}

/** What exists between start and stop. */
interface Running {
  send: ReturnType<typeof createSender>;
  upload: Messenger['upload'];
  postPicture: NonNullable<Messenger['postPicture']>;
  identity: Identity;
  members: Messenger['members'];
  connection: LongConnection | null;
  /** Ends every wait and call. */
  end(): void;
}

/**
 * DingTalk through the stream of its official SDK, which is loaded at `start`, and its REST interface.
 *
 * @param parts.clock stamps `lastInboundAt` and signs webhooks; the wall clock when absent.
 * @param parts.budget counts the calls of the month; without one they are not counted here.
 * @param parts.onRefused told of every frame that was turned away: unreadable, forged, of an unknown topic, for another robot.
 * @throws ZodError at once on unusable options; `start` rejects with `refused` on wrong credentials.
 */
export function createDingtalk(
  options: DingtalkOptions,
  parts: { clock?: Clock; budget?: CallBudget; onRefused?: () => void } = {},
): Messenger {
  const config = dingtalkConfig.parse(options);
  const clock = parts.clock ?? createClock();
  const { budget, onRefused = () => undefined } = parts;
  const words = allWords[config.language];
  const style = { multilineField: config.multilineField, valueBytes: config.cardValueBytes };
  let running: Running | null = null;
  let lastInboundAt: number | null = null;

  const started = (): Running => {
    if (!running) throw new MessengerError('unreachable', 'the DingTalk adapter is not started');
    return running;
  };

  function assemble(inbound: Inbound): Running & { connect: () => LongConnection } {
    const sleeper = createSleeper('DingTalk');
    const stopped = new AbortController();
    const http = createHttp(config.requestTimeoutMs);
    const lane = createLane({ limits: laneLimits, sleeper, isAppWide });
    const api = createApi({ config, http, token: createToken(config, http), budget });
    const identity = createIdentity(api);
    const conversations = createConversations();
    const robotCode = () => config.robotCode ?? conversations.robotCode() ?? config.clientId;
    const template = config.cardTemplate;
    const cards = template === undefined ? null : createTicketCards({ api, lane, template, robotCode });
    const handlers = createDispatcher({
      inbound,
      identity,
      conversations,
      lane,
      words,
      style,
      quotedMessages: config.quotedMessages,
      cardOf: (carrier) => cards?.cardOf(carrier),
      download: createDownload({ api, http, lane, robotCode }),
      robotCode: config.robotCode,
      onRefused,
      isStopped: () => stopped.signal.aborted,
      alive: () => {
        lastInboundAt = clock.now();
      },
    });
    const { clientId, clientSecret, heartbeatMs } = config;
    const open = () =>
      openStreamClient({
        clientId,
        clientSecret,
        heartbeatMs,
        handlers,
        getUrl: (subscriptions) => openGateway({ config, http, budget }, subscriptions),
        signal: stopped.signal,
      });
    const messages = createRobotMessages({ api, lane, robotCode });
    const upload = createUpload(api, lane);
    return {
      send: createSender({
        api,
        lane,
        messages,
        cards,
        conversations,
        identity,
        doors: openSideDoors({ config, http, clock, sleeper, conversations, words }),
        robotCode,
        words,
        style,
      }),
      upload,
      postPicture: createPicturePoster({ upload, messages, conversations }),
      identity,
      members: config.groupMembers === 'off' ? async () => null : createMembers({ api, conversations, identity }),
      connection: null,
      connect: () => holdConnection({ open, sleeper }),
      end() {
        stopped.abort();
        sleeper.stop();
        http.stop();
      },
    };
  }

  function stop(): void {
    running?.connection?.close();
    running?.end();
    running = null;
  }

  return {
    name: 'dingtalk',
    can: abilities(config),
    ...(budget ? { budget } : {}),
    async start(inbound) {
      const { connect, ...session } = assemble(inbound);
      // Before the first push can arrive: the core answers it through this very object.
      running = session;
      session.connection = connect();
      try {
        await session.connection.opened;
      } catch (error) {
        if (running === session) stop();
        throw error;
      }
    },
    stop: async () => stop(),
    connection: () => ({ state: running ? (running.connection?.state() ?? 'connecting') : 'idle', lastInboundAt }),
    postCard: async (post) => started().send.postCard(post),
    updateCard: async (update) => started().send.updateCard(update),
    say: async (saying) => started().send.say(saying),
    direct: async (message) => started().send.direct(message),
    urgent: async (ring) => started().send.urgent(ring),
    upload: async (file) => started().upload(file),
    postPicture: async (picture) => started().postPicture(picture),
    async showTo() {
      throw new MessengerError('refused', 'DingTalk shows nothing to one person alone here');
    },
    resolvePerson: async (id) => started().identity.resolve(id),
    members: async (chat) => started().members(chat),
  };
}
