import { z } from 'zod';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { WecomConfig } from './config.ts';
import type { HttpApi } from './http-api.ts';

/** A token is renewed this long before it ends (facts/messengers §5.6). */
const earlyMs = 5 * 60_000;
/** Which of them an ended token answers with depends on the route (§4.6). */
const tokenRefused = new Set(['40014', '42001']);

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number() });

/** Routes of the corp's own app: names of people and phone calls (facts/messengers §4.6, §4.7). */
export interface CorpApi {
  /** @param path under `/cgi-bin`. @throws MessengerError */
  get(path: string, query: Record<string, string>): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  /** Proves the credentials. @throws MessengerError */
  authorise(): Promise<void>;
}

/** Null without corp credentials. */
export function createCorpApi(config: WecomConfig, http: HttpApi): CorpApi | null {
  const { corpId, corpSecret, apiUrl } = config;
  if (!corpId || !corpSecret) return null;
  const address = (path: string, query: Record<string, string>) =>
    `${apiUrl}/cgi-bin${path}?${new URLSearchParams(query).toString()}`;
  let current: Promise<{ token: string; until: number }> | null = null;

  async function fetchToken(): Promise<{ token: string; until: number }> {
    const answer = tokenAnswer.safeParse(await http.get(address('/gettoken', { corpid: corpId!, corpsecret: corpSecret! })));
    if (!answer.success) throw new MessengerError('unreachable', 'WeCom gave no access token');
    const livesMs = answer.data.expires_in * 1_000;
    return { token: answer.data.access_token, until: Date.now() + livesMs - Math.min(earlyMs, livesMs / 2) };
  }

  async function token(): Promise<string> {
    const asked = (current ??= fetchToken());
    const forget = () => {
      if (current === asked) current = null;
    };
    const known = await asked.catch((error: unknown) => {
      forget();
      throw error;
    });
    if (known.until > Date.now()) return known.token;
    forget();
    return token();
  }

  async function withToken(call: (token: string) => Promise<unknown>): Promise<unknown> {
    try {
      return await call(await token());
    } catch (error) {
      if (!(error instanceof MessengerError) || !tokenRefused.has(error.platformCode ?? '')) throw error;
      current = null;
      return call(await token());
    }
  }

  return {
    get: (path, query) => withToken((access_token) => http.get(address(path, { access_token, ...query }))),
    post: (path, body) => withToken((access_token) => http.post(address(path, { access_token }), body)),
    authorise: async () => void (await token()),
  };
}
