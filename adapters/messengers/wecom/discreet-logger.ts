import type { Logger } from '@wecom/aibot-node-sdk';

/** How the SDK begins when it throws a frame away (`WsConnectionManager` and `MessageHandler` in its source). */
const refusals = ['Failed to parse WebSocket message', 'Received unknown frame', 'Received invalid message format'];

/**
 * The SDK's own logger prints whole frames, buyers' words included. None of that may reach a log, and everything worth
 * knowing is thrown or is in `connection()`; only that a frame was thrown away is said nowhere else.
 */
export function createDiscreetLogger(onRefused: () => void): Logger {
  const listen = (message: string) => {
    if (refusals.some((words) => message.startsWith(words))) onRefused();
  };
  return { error: listen, warn: listen, info() {}, debug() {} };
}
