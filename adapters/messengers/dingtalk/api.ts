import type { CallBudget } from '../../../src/ports/messenger.ts';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { DingtalkConfig } from './config.ts';
import { isTokenRefusal, readRefusal, toMessengerError } from './fault.ts';
import type { Http, HttpAnswer } from './http.ts';
import type { Token } from './token.ts';

export interface ApiCall {
  method: 'POST' | 'PUT';
  /** Below the host of its API. */
  path: string;
  body: object | FormData;
  /** Token, identity and contact APIs are not counted by the month (facts/messengers §3.7). */
  quota: 'counted' | 'free';
}

/** The REST side of the platform: token, month's budget, checked codes, one retry with a new token. */
export interface DingtalkApi {
  /** A call of `/v1.0/…`; returns its body. @throws MessengerError */
  call(call: ApiCall): Promise<unknown>;
  /** A call of the old API, whose token is part of the address. @throws MessengerError */
  old(call: ApiCall): Promise<unknown>;
}

/** @param parts.budget asked before every counted call, for it counts whoever makes them */
export function createApi(parts: {
  config: DingtalkConfig;
  http: Http;
  token: Token;
  budget?: CallBudget | undefined;
}): DingtalkApi {
  const { config, http, token, budget } = parts;

  async function checked(call: ApiCall, send: (token: string) => Promise<HttpAnswer>): Promise<unknown> {
    for (let attempt = 1; ; attempt += 1) {
      const current = await token.read();
      if (call.quota === 'counted' && budget && !budget.take())
        throw new MessengerError('spent', 'the DingTalk calls of this month are used up', { platformCode: 'budget' });
      const answer = await send(current);
      const refused = readRefusal(answer);
      if (!refused) return answer.body;
      if (!isTokenRefusal(refused) || attempt > 1) throw toMessengerError(refused);
      token.drop(current);
    }
  }

  return {
    call: (call) =>
      checked(call, (current) =>
        http.request({
          method: call.method,
          url: `${config.apiUrl}${call.path}`,
          body: call.body,
          headers: { 'x-acs-dingtalk-access-token': current },
        }),
      ),
    old: (call) =>
      checked(call, (current) => {
        const url = new URL(`${config.oapiUrl}${call.path}`);
        url.searchParams.set('access_token', current);
        return http.request({ method: call.method, url: url.href, body: call.body });
      }),
  };
}
