import { z } from 'zod';
import type { DingtalkConfig } from './config.ts';
import { readRefusal, toMessengerError } from './fault.ts';
import type { Http } from './http.ts';

const issued = z.object({ accessToken: z.string().min(1), expireIn: z.number().positive() });

/** Renewed this long before the end (facts/messengers §3.6), or at half time when the platform gives less. */
const earlyMs = 5 * 60_000;

export interface Token {
  /** The app's token; many askers share one request. @throws MessengerError */
  read(): Promise<string>;
  /** The platform no longer takes this one. */
  drop(token: string): void;
}

/** Asking for a token costs no call of the month (§3.7). */
export function createToken(config: DingtalkConfig, http: Http): Token {
  let held: { token: string; renewAt: number } | null = null;
  let asking: Promise<string> | null = null;

  async function ask(): Promise<string> {
    const body = { appKey: config.clientId, appSecret: config.clientSecret };
    const answer = await http.request({ method: 'POST', url: `${config.apiUrl}/v1.0/oauth2/accessToken`, body });
    const refused = readRefusal(answer);
    const read = issued.safeParse(answer.body);
    if (refused) throw toMessengerError(refused);
    if (!read.success) throw toMessengerError({ code: 'noToken', message: 'no token in the answer', status: 502 });
    const { accessToken, expireIn } = read.data;
    const lastsMs = expireIn * 1_000;
    held = { token: accessToken, renewAt: performance.now() + lastsMs - Math.min(earlyMs, lastsMs / 2) };
    return accessToken;
  }

  return {
    read() {
      if (held && held.renewAt > performance.now()) return Promise.resolve(held.token);
      asking ??= ask().finally(() => (asking = null));
      return asking;
    },
    drop(token) {
      if (held?.token === token) held = null;
    },
  };
}
