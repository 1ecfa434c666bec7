import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenSource, Tokens } from '../../src/ports/authoriser.ts';
import type { CallTrace } from '../../src/ports/call-trace.ts';
import { MarketplaceError } from '../../src/ports/marketplace-error.ts';
import type { CallLimits } from './call-limits.ts';
import { parseExact } from './exact-json.ts';

export interface HttpCall {
  /** The platform's name of the operation; limits, metrics and traces go by it. */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** Left out where undefined. */
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  /** Twice has the effect of once; of GET it is taken for granted. */
  repeatable?: true;
  /** Another host than the client's own, such as the one for tokens. */
  baseUrl?: string;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  /** The body as it came, for those that are no UTF-8. */
  bytes: Buffer;
  text: string;
  /** The body read as JSON with exact ids; undefined when it is none. */
  json: unknown;
}

export interface HttpClient {
  /** @param account whose limits and tokens; a store's id @throws MarketplaceError */
  call(account: string, call: HttpCall, tokens?: TokenSource): Promise<HttpAnswer>;
  stop(): void;
}

const attempts = 3;
const firstPauseMs = 300;
const longestPauseMs = 10_000;
const mostBytes = 25_000_000;

/**
 * The one way out to marketplaces: limits, time limit, fresh tokens, careful repetition. A call that may have had its effect
 * is repeated only when that is harmless; one that was turned away (throttled, stale token) always may be.
 */
export function createHttpClient(options: {
  baseUrl: string;
  limits: CallLimits;
  /** Signs one attempt; called anew each time, since signatures carry the time. */
  sign?: (call: HttpCall, tokens: Tokens | null) => HttpCall;
  /** What an answer means; null when it is a good one. */
  faultOf: (answer: HttpAnswer) => MarketplaceError | null;
  /** Header or body field that names the request. */
  requestIdOf?: (answer: HttpAnswer) => string | null;
  onTrace?: (trace: CallTrace) => void;
  timeoutMs?: number;
}): HttpClient {
  const { limits, sign, faultOf, requestIdOf, onTrace, timeoutMs = 15_000 } = options;
  const stopped = new AbortController();

  async function attempt(account: string, call: HttpCall, tokens: Tokens | null): Promise<HttpAnswer> {
    const leave = await limits.enter(account, call.name);
    const started = performance.now();
    let answer: HttpAnswer | undefined;
    let fault: MarketplaceError | null = null;
    try {
      answer = await send(sign ? sign(call, tokens) : call);
      fault = faultOf(answer);
      if (fault?.fault === 'throttled')
        limits.hold(account, call.name, Math.min(fault.retryAfterMs ?? 1_000, longestPauseMs * 6));
    } catch (error) {
      fault = error instanceof MarketplaceError ? error : unreachable(error);
    } finally {
      leave();
    }
    onTrace?.({
      account,
      call: call.name,
      status: answer?.status ?? 0,
      fault: fault?.fault ?? null,
      ms: performance.now() - started,
      requestId: answer ? (requestIdOf?.(answer) ?? null) : null,
    });
    if (fault) throw fault;
    return answer!;
  }

  async function send(call: HttpCall): Promise<HttpAnswer> {
    const url = new URL(call.path, call.baseUrl ?? options.baseUrl);
    for (const [name, value] of Object.entries(call.query ?? {}))
      if (value !== undefined) url.searchParams.append(name, String(value));
    const response = await fetch(url, {
      method: call.method,
      headers: call.headers,
      body: call.body,
      // A platform's API does not send its callers elsewhere; a token must not follow where it is led.
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), stopped.signal]),
    });
    const bytes = await readBytes(response);
    const text = bytes.toString('utf8');
    return { status: response.status, headers: response.headers, bytes, text, json: readJson(text) };
  }

  /** A stale token is renewed once: the platform did nothing with the first try. */
  async function withTokens(account: string, call: HttpCall, source: TokenSource | undefined): Promise<HttpAnswer> {
    if (!source) return attempt(account, call, null);
    const tokens = await source.get();
    try {
      return await attempt(account, call, tokens);
    } catch (error) {
      if (!(error instanceof MarketplaceError) || error.fault !== 'expired') throw error;
      return attempt(account, call, await source.renew(tokens.access));
    }
  }

  return {
    async call(account, call, source) {
      const repeatable = call.method === 'GET' || call.repeatable === true;
      for (let failed = 1; ; failed++) {
        try {
          return await withTokens(account, call, source);
        } catch (error) {
          if (failed === attempts || !mayRepeat(error, repeatable)) throw error;
          // Full jitter, so that many who failed together do not come back together.
          const pauseMs = Math.max(error.retryAfterMs ?? 0, Math.random() * firstPauseMs * 2 ** failed);
          await sleep(pauseMs, undefined, { signal: stopped.signal });
        }
      }
    },
    stop() {
      limits.stop();
      stopped.abort(new MarketplaceError('down', 'the adapter is stopped'));
    },
  };
}

function mayRepeat(error: unknown, repeatable: boolean): error is MarketplaceError {
  if (!(error instanceof MarketplaceError)) return false;
  if (error.fault === 'throttled') return (error.retryAfterMs ?? 0) <= longestPauseMs;
  return error.fault === 'down' && (repeatable || !error.maybeDone);
}

/** Refused before anything was sent, or cut off at an unknown point. */
function unreachable(cause: unknown): MarketplaceError {
  const code = (cause as { cause?: { code?: string } }).cause?.code ?? '';
  const neverSent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(code);
  return new MarketplaceError('down', neverSent ? 'the platform cannot be reached' : 'the platform did not answer', {
    platformCode: code || undefined,
    maybeDone: !neverSent,
    cause,
  });
}

async function readBytes(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > mostBytes) throw new MarketplaceError('invalid', `the answer is longer than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readJson(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}

/** Of a Retry-After header, in seconds or as a date. */
export function retryAfterMs(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** What an HTTP status means where the platform says nothing more precise. */
export function faultOfStatus({ status, headers }: HttpAnswer, message: string, platformCode?: string): MarketplaceError | null {
  if (status < 300) return null;
  const detail = { platformCode, retryAfterMs: retryAfterMs(headers), maybeDone: status >= 500 };
  if (status === 429) return new MarketplaceError('throttled', message, detail);
  if (status === 401) return new MarketplaceError('expired', message, detail);
  if (status === 403) return new MarketplaceError('forbidden', message, detail);
  if (status === 404 || status === 410) return new MarketplaceError('gone', message, detail);
  return new MarketplaceError(status >= 500 || status === 408 ? 'down' : 'invalid', message, detail);
}
