import type { WSClient, WsFrame } from '@wecom/aibot-node-sdk';
import type { WecomConfig } from './config.ts';
import { createDiscreetLogger } from './discreet-logger.ts';

/** From the first packet to the answer to the subscription. */
const subscribeWithinMs = 10_000;

/** Documented messages are a few kilobytes; a callback over HTTP may be as long. A longer one ends the line. */
const mostFrameBytes = 1024 * 1024;

/** How a connection ended: the line broke or never came up, another subscriber took over, or the bot is not known. */
export type Outcome = 'lost' | 'kicked' | 'refused';

/** One connection from its start to its end, whatever ends it. Leaves no socket and no timer behind. */
export async function attempt(
  config: WecomConfig,
  ended: AbortSignal,
  events: {
    onFrame: (frame: WsFrame, client: WSClient) => void;
    onUp: (client: WSClient) => void;
    /** A frame was none, or of a command that nobody knows. */
    onRefused: () => void;
  },
): Promise<Outcome> {
  const { WSClient } = await import('@wecom/aibot-node-sdk');
  if (ended.aborted) return 'lost';
  return new Promise((resolve) => {
    let outcome: Outcome = 'lost';
    const client = new WSClient({
      botId: config.botId ?? '',
      secret: config.botSecret ?? '',
      wsUrl: config.wsUrl,
      wsOptions: { handshakeTimeout: subscribeWithinMs, maxPayload: mostFrameBytes },
      heartbeatInterval: config.heartbeatMs,
      requestTimeout: config.requestTimeoutMs,
      // No second try of its own, of either kind: when to try again is decided in connection.ts.
      maxReconnectAttempts: 0,
      maxAuthFailureAttempts: 0,
      logger: createDiscreetLogger(events.onRefused),
    });
    const finish = (): void => {
      clearTimeout(timer);
      ended.removeEventListener('abort', finish);
      client.removeAllListeners();
      client.disconnect();
      resolve(outcome);
    };
    const timer = setTimeout(finish, subscribeWithinMs);
    ended.addEventListener('abort', finish);
    client.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') events.onRefused();
      // The refusal of a subscription is an Error without a code of its own (§4.1).
      if (/^Authentication failed/.test(error.message)) outcome = 'refused';
    });
    client.on('authenticated', () => {
      clearTimeout(timer);
      events.onUp(client);
    });
    client.on('message', (frame) => events.onFrame(frame, client));
    client.on('event', (frame) => events.onFrame(frame, client));
    client.on('event.disconnected_event', () => {
      outcome = 'kicked';
    });
    client.on('disconnected', finish);
    client.connect();
  });
}
