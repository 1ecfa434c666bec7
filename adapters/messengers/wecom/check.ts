import { connect } from 'node:net';
import { MessengerError } from '../../../src/ports/messenger.ts';
import { createCorpApi } from './api.ts';
import { wecomConfig } from './config.ts';
import type { WecomConfig, WecomOptions } from './config.ts';
import { checkWords } from './check-words.ts';
import { codes } from './fault.ts';
import { createHttpApi } from './http-api.ts';
import type { HttpApi } from './http-api.ts';

/**
 * Says what is good and throws what is not, in words. In ws mode it does not subscribe: the newest subscriber kicks the
 * running service (facts/messengers §4.2), so bot id and secret are proven by the service alone.
 * @returns what is good, and what works with less, a sentence each
 * @throws ZodError, MessengerError or Error
 */
export async function checkWecom(options: WecomOptions): Promise<{ good: string[]; remarks: string[] }> {
  const config = wecomConfig.parse(options);
  const words = checkWords[config.language];
  const http = createHttpApi(config.requestTimeoutMs, new AbortController().signal);
  // The formats of the callback keys are checked by the parsing above.
  const good = [config.mode === 'ws' ? await reach(config) : words.callbackKeys];
  if (config.webhookUrl) {
    await knockAtWebhook(config.webhookUrl, http);
    good.push(words.webhook);
  }
  const corp = createCorpApi(config, http);
  await corp?.authorise();
  if (corp) good.push(words.corp);
  return { good, remarks: corp ? [] : [words.noCorp] };
}

/** A message of no type is refused after the key was looked at, so nobody sees anything (§4.5). */
async function knockAtWebhook(url: string, http: HttpApi): Promise<void> {
  try {
    await http.post(url, { msgtype: 'none' });
  } catch (error) {
    if (!(error instanceof MessengerError) || error.platformCode !== codes.badType) throw error;
  }
}

/** Whether the address of the long connection answers at all. */
async function reach(config: WecomConfig): Promise<string> {
  const words = checkWords[config.language];
  const { hostname, port, protocol } = new URL(config.wsUrl);
  const socket = connect({ host: hostname, port: Number(port) || (protocol === 'wss:' ? 443 : 80) });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.setTimeout(config.requestTimeoutMs, () => reject(new Error('timeout')));
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return words.reachable(hostname);
  } catch {
    throw new Error(words.unreachable(hostname));
  } finally {
    socket.destroy();
  }
}
