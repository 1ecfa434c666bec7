import { MessengerError } from '../../../src/ports/messenger.ts';
import { codes, readRefusal, refused } from './fault.ts';

/** JSON over HTTP as the platform speaks it: refusals are `errcode` in an answer of 200. */
export interface HttpApi {
  /** @throws MessengerError */
  get(url: string): Promise<unknown>;
  post(url: string, body: unknown): Promise<unknown>;
}

/** @param ended calls off whatever is under way */
export function createHttpApi(timeoutMs: number, ended: AbortSignal): HttpApi {
  async function call(url: string, init: RequestInit): Promise<unknown> {
    let response: Response;
    let body: unknown;
    try {
      response = await fetch(url, { ...init, signal: AbortSignal.any([ended, AbortSignal.timeout(timeoutMs)]) });
      body = await response.json().catch(() => null);
    } catch (cause) {
      const name = cause instanceof Error ? cause.name : '';
      // The address holds the key of a robot or a token, so neither it nor the cause is told.
      const detail = name === 'TimeoutError' || name === 'AbortError' ? { platformCode: codes.noAck } : {};
      throw new MessengerError('unreachable', 'WeCom did not answer', detail);
    }
    const refusal = readRefusal(body);
    if (refusal) throw refused(refusal);
    if (response.status === 429) throw refused({ code: 45009, message: 'HTTP 429' });
    if (response.status >= 500) throw new MessengerError('unreachable', `WeCom answered HTTP ${response.status}`);
    if (!response.ok || body === null) throw new MessengerError('refused', `WeCom answered HTTP ${response.status}`);
    return body;
  }

  return {
    get: (url) => call(url, {}),
    post: (url, body) =>
      call(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  };
}
