import type { Cache, Client, HttpInstance, HttpRequestOptions } from '@larksuiteoapi/node-sdk';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { FeishuConfig } from './config.ts';
import { isTokenRefusal, readHttpFailure, readRefusal, toMessengerError } from './fault.ts';
import type { Refusal } from './fault.ts';
import { silentLogger } from './silent-logger.ts';

/** The REST side of the platform: the SDK's client plus what it lacks (time limit, checked codes, one retry with a new token). */
export interface FeishuApi {
  /**
   * Runs one call and returns its `data`.
   * @param subject `edit` when the call changes a message that exists already.
   * @throws MessengerError
   */
  call<T>(request: (client: Client) => Promise<{ data?: T }>, subject?: 'edit' | 'other'): Promise<T | undefined>;
  /** Sends a multipart form to a path under `/open-apis`. @throws MessengerError */
  upload(path: string, form: () => FormData): Promise<unknown>;
  /** The bytes at a path under `/open-apis`. @throws MessengerError */
  download(path: string, maxBytes: number): Promise<Uint8Array>;
}

/** Loads the SDK (6 MB of code) and opens a client with its own token cache: the SDK's default one is global to the process. */
export async function openApi(config: FeishuConfig): Promise<FeishuApi> {
  const lark = await import('@larksuiteoapi/node-sdk');
  const tokens = createTokenCache();
  // Its interceptor unwraps bodies, which the axios typing does not show.
  const http = withTimeLimit(lark.defaultHttpInstance as unknown as HttpInstance, config.requestTimeoutMs);
  const client = new lark.Client({
    appId: config.appId,
    appSecret: config.appSecret,
    domain: config.baseUrl,
    httpInstance: http,
    cache: tokens,
    logger: silentLogger,
  });

  async function attempt<T>(request: () => Promise<T>): Promise<{ answer: T } | { refused: Refusal }> {
    try {
      const answer = await request();
      const refused = readRefusal(answer);
      return refused ? { refused } : { answer };
    } catch (cause) {
      const refused = readHttpFailure(cause) ?? readTokenFailure(cause);
      if (refused) return { refused };
      throw new MessengerError('unreachable', 'Feishu did not answer', { cause: withoutRequest(cause) });
    }
  }

  async function checked<T>(request: () => Promise<T>, subject: 'edit' | 'other'): Promise<T> {
    let outcome = await attempt(request);
    if ('refused' in outcome && isTokenRefusal(outcome.refused)) {
      tokens.clear();
      outcome = await attempt(request);
    }
    if ('refused' in outcome) throw toMessengerError(outcome.refused, subject);
    return outcome.answer;
  }

  return {
    async call(request, subject = 'other') {
      return (await checked(() => request(client), subject)).data;
    },
    // The SDK's upload wrappers turn a refusal into a silent null and send a Buffer without a file name (facts/messengers §2.1, §5.1).
    async upload(path, form) {
      const answer = await checked(async () => {
        const { headers } = await client.formatPayload({});
        return http.request<{ data?: unknown }>({
          method: 'POST',
          url: `${config.baseUrl}/open-apis${path}`,
          headers,
          data: form(),
        });
      }, 'other');
      return answer.data;
    },
    // The SDK's own hands out a stream that turns a refusal into a file with the refusal in it.
    download: (path, maxBytes) =>
      checked(async () => {
        const { headers } = await client.formatPayload({});
        const options = { responseType: 'arraybuffer', maxContentLength: maxBytes } as const;
        try {
          return await http.request<Buffer>({ method: 'GET', url: `${config.baseUrl}/open-apis${path}`, headers, ...options });
        } catch (error) {
          throw withReadableBody(error);
        }
      }, 'other'),
  };
}

/** A refusal that came as bytes, for they were asked for, as the JSON it is. */
function withReadableBody(error: unknown): unknown {
  const { response } = error as { response?: { data?: unknown } };
  if (!response || !Buffer.isBuffer(response.data)) return error;
  try {
    response.data = JSON.parse(response.data.toString('utf8')) as unknown;
  } catch {
    response.data = null;
  }
  return error;
}

/** What failed, without the request that axios attaches: it holds the token and the buyer's words, and causes end up in logs. */
function withoutRequest(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('not an Error');
  const code = 'code' in error ? `${String(error.code)}: ` : '';
  return new Error(`${code}${error.message}`);
}

/** The SDK reports a refused token request as a plain Error that carries only text, `…, code: 10014, msg: …`. */
function readTokenFailure(error: unknown): Refusal | null {
  const match = error instanceof Error && /code: (\d+), msg: (.*)/.exec(error.message);
  return match ? { code: Number(match[1]), message: match[2] ?? '', status: 200 } : null;
}

function withTimeLimit(http: HttpInstance, ms: number): HttpInstance {
  // `timeout` ends an idle socket, `signal` a call that trickles; the SDK sets neither.
  const limited = <D>(options: HttpRequestOptions<D> = {}) =>
    Object.assign({ timeout: ms, signal: AbortSignal.timeout(ms) }, options);
  const request: HttpInstance['request'] = (options) => http.request(limited(options));
  return {
    request,
    post: (url, data, options) => http.post(url, data, limited(options)),
    get: (url, options) => request({ ...options, url, method: 'GET' }),
    delete: (url, options) => request({ ...options, url, method: 'DELETE' }),
    head: (url, options) => request({ ...options, url, method: 'HEAD' }),
    options: (url, options) => request({ ...options, url, method: 'OPTIONS' }),
    put: (url, data, options) => request({ ...options, url, data, method: 'PUT' }),
    patch: (url, data, options) => request({ ...options, url, data, method: 'PATCH' }),
  };
}

/** The SDK's DefaultCache cannot forget a token that the platform has revoked early; this one can. */
function createTokenCache(): Cache & { clear(): void } {
  const entries = new Map<string, { value: unknown; expires: number }>();
  const name = (key: string | symbol, namespace = '') => `${namespace}/${String(key)}`;
  return {
    get: async (key, options) => {
      const entry = entries.get(name(key as string | symbol, options?.namespace));
      return entry && entry.expires > Date.now() ? entry.value : undefined;
    },
    set: async (key, value, expires = Infinity, options) => {
      entries.set(name(key as string | symbol, options?.namespace), { value, expires });
      return true;
    },
    clear: () => entries.clear(),
  };
}
