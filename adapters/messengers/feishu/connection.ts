import type { EventDispatcher, WSClient } from '@larksuiteoapi/node-sdk';
import type { WebSocket } from 'ws';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Connection } from '../../../src/ports/messenger.ts';
import { createReconnecting } from '../../outbound/reconnecting.ts';
import type { FeishuConfig } from './config.ts';
import { createHeartbeat } from './heartbeat.ts';
import { createDiscreetLogger } from './discreet-logger.ts';

const handshakeTimeoutMs = 10_000;
/** Failed attempts after which waiting people should know. */
const downAfter = 5;
/** How often a connection is looked at while it is not up, and once it is. */
const lookMs = { connecting: 100, connected: 1_000 };

/** The SDK's socket, which its typing calls private. */
const socketOf = (client: WSClient): WebSocket | null =>
  (client as unknown as { wsConfig: { getWSInstance(): WebSocket | null } }).wsConfig.getWSInstance();

export interface LongConnection {
  /** Resolves once the socket is up for the first time. @throws MessengerError when stopped before */
  opened: Promise<void>;
  state(): Connection['state'];
  close(): void;
}

/**
 * Holds the long connection. The SDK reconnects by itself, but after up to 30 s and then only every 120 s, gives up for
 * good on "too many connections" and "system busy", and says nothing when its first attempt fails (facts/messengers
 * §2.1, `WSClient.reConnect` in its source). So this one looks at it and replaces the client when the SDK would idle.
 */
export async function openConnection(
  config: FeishuConfig,
  parts: {
    dispatcher: EventDispatcher;
    /** A frame was none. */
    onRefused: () => void;
  },
): Promise<LongConnection> {
  const { WSClient } = await import('@larksuiteoapi/node-sdk');
  const opened = Promise.withResolvers<void>();
  const reconnecting = createReconnecting();
  let upSince: number | null = null;
  /** Null while the client is at it. */
  let retryAt: number | null = null;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let client = connect();
  const beat = createHeartbeat(config.heartbeatMs);

  function connect(): WSClient {
    const next: WSClient = new WSClient({
      appId: config.appId,
      appSecret: config.appSecret,
      domain: config.baseUrl,
      autoReconnect: true,
      handshakeTimeoutMs,
      wsConfig: { pingTimeout: config.pingTimeoutSeconds },
      logger: createDiscreetLogger(parts.onRefused),
      onReady: () => opened.resolve(),
      // The SDK is still inside its own step here; look once that is done.
      onReconnecting: () => lookIn(0),
    });
    void next.start({ eventDispatcher: parts.dispatcher });
    return next;
  }

  function look(): void {
    const { state, lastConnectTime = 0, nextConnectTime = 0 } = client.getConnectionStatus();
    const attempting = (state === 'connecting' || state === 'reconnecting') && lastConnectTime >= nextConnectTime;
    if (state === 'connected') {
      upSince ??= performance.now();
      beat(socketOf(client));
      return lookIn(lookMs.connected);
    }
    if (retryAt === null) {
      if (attempting) return lookIn(lookMs.connecting);
      // Closed, or the SDK would try on its own besides.
      client.close({ force: true });
      retryAt = performance.now() + (upSince === null ? reconnecting.failed() : reconnecting.ended(performance.now() - upSince));
      upSince = null;
    } else if (performance.now() >= retryAt) {
      retryAt = null;
      client = connect();
    }
    lookIn(retryAt === null ? lookMs.connecting : retryAt - performance.now());
  }

  function lookIn(ms: number): void {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(look, ms);
  }
  lookIn(lookMs.connecting);

  return {
    opened: opened.promise,
    state() {
      if (closed) return 'idle';
      if (client.getConnectionStatus().state === 'connected') return 'connected';
      return reconnecting.failures >= downAfter ? 'down' : 'connecting';
    },
    close() {
      closed = true;
      clearTimeout(timer);
      client.close({ force: true });
      opened.reject(new MessengerError('unreachable', 'stopped before Feishu was reached'));
    },
  };
}
