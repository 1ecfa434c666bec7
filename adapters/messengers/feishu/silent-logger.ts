import type { Logger } from '@larksuiteoapi/node-sdk';

/**
 * The SDK logs whole requests and events: app secret, tokens and buyers' words (`formatErrors` and the token
 * manager in its source). None of that may reach a log, and everything worth knowing is thrown or is in `connection()`.
 */
export const silentLogger: Logger = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };
