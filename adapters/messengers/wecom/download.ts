import { MessengerError } from '../../../src/ports/messenger.ts';
import { readWithin } from '../../outbound/read-within.ts';
import type { WecomFile } from './parse-content.ts';

/** More than any marketplace takes. */
const mostBytes = 50 * 1024 * 1024;
const timeLimitMs = 30_000;

/**
 * What people sent to the bot, decrypted: AES-256-CBC with a key for each file (facts/messengers §4.2), by the SDK.
 * @param aesKey of the callbacks, where the file brings none of its own (UNCONFIRMED: only the SDK's typing says so)
 */
export function createDownload(options: {
  aesKey: string | undefined;
  stopped: AbortSignal;
}): (file: WecomFile) => Promise<Uint8Array> {
  return async ({ url, aesKey = options.aesKey }) => {
    if (!aesKey) throw new MessengerError('refused', 'a file came without a key');
    const { decryptFile } = await import('@wecom/aibot-node-sdk');
    try {
      const response = await fetch(url, { signal: AbortSignal.any([options.stopped, AbortSignal.timeout(timeLimitMs)]) });
      if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
      const sealed = await readWithin(response.body, mostBytes);
      return decryptFile(Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength), aesKey);
    } catch (cause) {
      // The address is a secret for as long as it is good.
      throw new MessengerError('unreachable', 'WeCom gave no file', { cause: new Error((cause as Error).name) });
    }
  };
}
