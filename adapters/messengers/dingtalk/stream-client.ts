import type { DWClientDownStream } from 'dingtalk-stream';
import { z } from 'zod';
import type { Subscription } from './gateway.ts';

/** What arrives for us: callbacks and events (facts/messengers §3.2). */
export interface Frame {
  topic: string;
  /** The platform's id of this push. */
  messageId: string;
  /** JSON in a string. */
  data: string;
}

/** One connection. It is never used again once it is over. */
export interface StreamClient {
  /** Resolves when nothing more is to be expected: the platform said `disconnect`, closed it, or gave no sign of life. */
  over: Promise<'leaving' | 'closed'>;
  /** Closes as soon as the frames it brought are answered: answers go back the way the frames came. */
  retire(): Promise<void>;
  close(): void;
}

export interface StreamHandlers {
  /** Resolves with the answer; what rejects is not acknowledged. */
  robot: (frame: Frame) => Promise<unknown>;
  card: (frame: Frame) => Promise<unknown>;
  event: (frame: Frame) => 'SUCCESS' | 'LATER';
  /** Anything at all came in. */
  alive: () => void;
  /** What came in is no frame, is too large, or is of a topic that nobody asked for. */
  refused: () => void;
}

const envelope = z.looseObject({
  type: z.enum(['SYSTEM', 'EVENT', 'CALLBACK']),
  headers: z.looseObject({ topic: z.string(), messageId: z.string().min(1) }),
  data: z.string().optional(),
});

/** SYSTEM topic before the silence (facts/messengers §3.2). */
const goodbye = 'disconnect';

/** Documented messages are a few kilobytes; a callback over HTTP may be as long. */
const mostFrameBytes = 1024 * 1024;
/** Beyond this the line itself is cut before the frame is in memory. */
const mostPayloadBytes = 8 * mostFrameBytes;

const handshakeTimeoutMs = 10_000;

/**
 * Opens one connection with the official client, whose own loop is not used: it storms, leaks heartbeats and logs
 * (facts/messengers §3.1). Socket and heartbeat are ours; frames, subscriptions and answers are the SDK's.
 * @param getUrl trades the subscriptions for an address @throws MessengerError or Error when no connection came about
 */
export async function openStreamClient(parts: {
  clientId: string;
  clientSecret: string;
  getUrl: (subscriptions: readonly Subscription[]) => Promise<string>;
  heartbeatMs: number;
  handlers: StreamHandlers;
  /** Ends the attempt, and the connection. */
  signal: AbortSignal;
}): Promise<StreamClient> {
  const { handlers, heartbeatMs, signal } = parts;
  const [{ DWClient, EventAck, TOPIC_CARD, TOPIC_ROBOT }, { WebSocket }] = await Promise.all([
    import('dingtalk-stream'),
    import('ws'),
  ]);
  const over = Promise.withResolvers<'leaving' | 'closed'>();
  const answering = new Set<Promise<void>>();
  // Its own array: the SDK's default one is shared by all clients of the process. `autoReconnect` is missing from the typing only.
  const own = { autoReconnect: false, keepAlive: false, subscriptions: [{ type: 'EVENT', topic: '*' }] };
  const client = new DWClient({ clientId: parts.clientId, clientSecret: parts.clientSecret, ...own });

  const answered = (handle: (frame: Frame) => Promise<unknown>) => (push: DWClientDownStream) => {
    const { messageId } = push.headers;
    const answer = (async () => {
      try {
        client.socketCallBackResponse(messageId, await handle(frameOf(push)));
      } catch {
        // Unanswered: an event comes again, and the person sees that a tap or a saying went nowhere.
      }
    })();
    answering.add(answer);
    void answer.finally(() => answering.delete(answer));
  };
  client.registerCallbackListener(TOPIC_ROBOT, answered(handlers.robot));
  client.registerCallbackListener(TOPIC_CARD, answered(handlers.card));
  client.registerAllEventListener((push) => ({ status: EventAck[handlers.event(frameOf(push))] }));

  const socket = new WebSocket(await parts.getUrl(client.config.subscriptions), {
    handshakeTimeout: handshakeTimeoutMs,
    maxPayload: mostPayloadBytes,
  });
  // The SDK writes its answers to this field, which its typing calls private.
  (client as unknown as { socket: typeof socket }).socket = socket;
  socket.on('message', (bytes: Buffer) => {
    handlers.alive();
    const frame = bytes.length > mostFrameBytes ? null : readFrame(bytes.toString());
    // The SDK parses without looking, and would throw.
    if (frame === null) return handlers.refused();
    const { type, topic, messageId } = frame;
    // The SDK emits whatever topic there is, `error` included, which would end the process; and it leaves what nobody
    // listens to unanswered, where the protocol has a code.
    if (type === 'CALLBACK' && topic !== TOPIC_ROBOT && topic !== TOPIC_CARD) {
      handlers.refused();
      return socket.send(notFound(messageId));
    }
    client.onDownStream(frame.text);
    if (type === 'SYSTEM' && topic === goodbye) over.resolve('leaving');
  });
  socket.on('error', (error: Error & { code?: string }) => {
    if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') handlers.refused();
  });
  socket.on('close', () => over.resolve('closed'));
  const giveUp = () => socket.terminate();
  signal.addEventListener('abort', giveUp);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.on('error', reject);
    if (signal.aborted) giveUp();
  }).finally(() => signal.removeEventListener('abort', giveUp));
  const stopHeartbeat = keepAlive(socket, heartbeatMs);

  const close = () => {
    signal.removeEventListener('abort', close);
    stopHeartbeat();
    client.removeAllListeners();
    socket.terminate();
    over.resolve('closed');
  };
  // Also one that is only waiting to be retired.
  signal.addEventListener('abort', close);
  socket.on('close', stopHeartbeat);
  void over.promise.then((how) => how === 'closed' && close());
  return {
    over: over.promise,
    async retire() {
      await Promise.allSettled(answering);
      close();
    },
    close,
  };
}

function frameOf({ headers, data }: DWClientDownStream): Frame {
  return { topic: headers.topic, messageId: headers.messageId, data };
}

/** null for what is no frame. */
function readFrame(text: string): { type: string; topic: string; messageId: string; text: string } | null {
  try {
    const { type, headers } = envelope.parse(JSON.parse(text));
    return { type, topic: headers.topic, messageId: headers.messageId, text };
  } catch {
    return null;
  }
}

/** The answer to a callback of a topic that is not ours (facts/messengers §3.2). */
function notFound(messageId: string): string {
  const headers = { messageId, contentType: 'application/json' };
  return JSON.stringify({ code: 404, message: 'not found', headers, data: JSON.stringify({ response: null }) });
}

/** Ends a half-open connection: nothing tells of it but that the answer to a ping does not come. */
function keepAlive(
  socket: { ping(): void; terminate(): void; on(event: 'pong' | 'message', listener: () => void): unknown },
  everyMs: number,
): () => void {
  let heard = true;
  const hear = () => {
    heard = true;
  };
  socket.on('pong', hear);
  socket.on('message', hear);
  const timer = setInterval(() => {
    if (!heard) return socket.terminate();
    heard = false;
    socket.ping();
  }, everyMs);
  return () => clearInterval(timer);
}
