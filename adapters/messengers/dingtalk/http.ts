import { MessengerError } from '../../../src/ports/messenger.ts';
import { readWithin } from '../../outbound/read-within.ts';

export interface HttpAnswer {
  status: number;
  /** null when the body is no JSON. */
  body: unknown;
  text: string;
}

export interface Http {
  /** @param body an object goes as JSON, a form as multipart @throws MessengerError when no answer came */
  request(call: { method: string; url: string; body?: object | FormData; headers?: Record<string, string> }): Promise<HttpAnswer>;
  /** The bytes at an address that the platform gave. @throws MessengerError */
  download(url: string, maxBytes: number): Promise<Uint8Array>;
  /** Ends every call under way, and those to come. */
  stop(): void;
}

/** Calls with a time limit that can be called off. Errors carry neither address (tokens stand in it) nor body. */
export function createHttp(timeoutMs: number): Http {
  const stopped = new AbortController();
  return {
    async request({ method, url, body, headers = {} }) {
      const isForm = body instanceof FormData;
      try {
        const response = await fetch(url, {
          method,
          // The gateway answers XML to those who do not ask for JSON (facts/messengers §3.9).
          headers: { accept: 'application/json', ...(body && !isForm ? { 'content-type': 'application/json' } : {}), ...headers },
          ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
          redirect: 'manual',
          signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(timeoutMs)]),
        });
        const text = await response.text();
        return { status: response.status, body: parsed(text), text };
      } catch (cause) {
        throw new MessengerError('unreachable', 'DingTalk did not answer', { cause: reasonOf(cause) });
      }
    },
    async download(url, maxBytes) {
      try {
        const response = await fetch(url, { signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(timeoutMs * 4)]) });
        if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
        return await readWithin(response.body, maxBytes);
      } catch (cause) {
        throw new MessengerError('unreachable', 'DingTalk gave no file', { cause: reasonOf(cause) });
      }
    },
    stop: () => stopped.abort(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** `ECONNREFUSED`, `TimeoutError`: what failed, without what was sent. */
function reasonOf(error: unknown): Error {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return new Error('unknown');
  return new Error('code' in cause && typeof cause.code === 'string' ? cause.code : cause.name);
}
