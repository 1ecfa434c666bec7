import type { Logger } from '@wecom/aibot-node-sdk';

/**
 * The SDK's own logger prints whole frames, buyers' words included. None of that may reach a log, and everything worth
 * knowing is thrown or is in `connection()`.
 */
export const silentLogger: Logger = { error() {}, warn() {}, info() {}, debug() {} };
