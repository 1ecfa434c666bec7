import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Failures } from './failures.ts';
import type { PlannedFailure } from './failures.ts';

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** Sent as it is. */
  body: string | Buffer;
}

export interface Asked {
  method: string;
  /** Whole path, with the host that stands in it. */
  pathname: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
}

/** One call that reached the platform. */
export interface Call {
  at: number;
  method: string;
  /** Path as the platform names it, without the host. */
  path: string;
  /** 0: the connection was cut. */
  status: number;
  query: Record<string, string>;
}

export interface Platform {
  now: () => number;
  /** The path as the platform's documents write it. */
  callOf: (pathname: string) => string;
  answer: (asked: Asked) => Promise<Answer> | Answer;
  throttled: (retryAfterMs: number) => Answer;
}

/** Left out of the history. */
const secret = /^(sign|access_token|refresh_token|app_secret|code|auth_code)$/;

export interface Shared {
  failures: Failures;
  history: Call[];
}

/**
 * A port of loopback, with the failures of the network in front of the platform.
 * @param shared with another port of the same platform
 */
export async function serve(platform: Platform, shared: Shared = { failures: new Failures(), history: [] }) {
  const { failures, history } = shared;

  async function respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://loopback');
    const path = platform.callOf(url.pathname);
    const query = Object.fromEntries([...url.searchParams].filter(([name]) => !secret.test(name)));
    const call: Call = { at: platform.now(), method: incoming.method ?? 'GET', path, status: 0, query };
    history.push(call);
    const body = await buffer(incoming);
    const failure = failures.take(path, call.method);
    if (failure && !failure.afterEffect && !failure.midAnswer) return finish(outgoing, call, failing(platform, failure));
    const answer = await platform.answer({
      method: call.method,
      pathname: url.pathname,
      query: url.searchParams,
      headers: flat(incoming),
      body,
    });
    if (failure?.midAnswer) return cutInside(outgoing, answer);
    finish(outgoing, call, failure ? failing(platform, failure) : answer);
  }

  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing).catch((error: unknown) => {
      finish(outgoing, undefined, { status: 500, body: `the emulator itself failed: ${String(error)}` });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    history,
    failures,
    async stop(): Promise<void> {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

/** null: nothing is answered. */
function failing(platform: Platform, failure: PlannedFailure): Answer | null {
  const { status, body, retryAfterMs } = failure;
  if (status === undefined && body === undefined) return retryAfterMs === undefined ? null : platform.throttled(retryAfterMs);
  return {
    status: status ?? 200,
    headers: {
      'content-type': 'application/json',
      ...(retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body ?? {}),
  };
}

function finish(outgoing: ServerResponse, call: Call | undefined, answer: Answer | null): void {
  if (!answer) return void outgoing.destroy();
  if (call) call.status = answer.status;
  outgoing.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(answer.body);
}

function cutInside(outgoing: ServerResponse, answer: Answer): void {
  const bytes = Buffer.from(answer.body);
  outgoing.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': bytes.length });
  outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => outgoing.destroy());
}

function flat(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
