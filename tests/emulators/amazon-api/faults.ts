import type { ServerResponse } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';

/** How the next calls of a route fail. */
export interface Failure {
  /** operationId of the models, `token`, `document`, `upload`, or the action of the queue, e.g. `ReceiveMessage`. */
  call: string;
  /** Default 500, unless the connection is what fails. */
  status?: number;
  /** Default: what the platform says with that status. */
  body?: string;
  retryAfterMs?: number;
  times?: number;
  /** The connection ends in the middle of the answer; nothing has happened. */
  cut?: true;
  /** It happened, but the connection drops instead of an answer; with `status`, that is answered instead. */
  afterEffect?: true;
}

export type Bindings = { Bindings: HttpBindings };

export class Faults {
  readonly #waiting: Failure[] = [];

  add(failure: Failure): void {
    for (let i = 0; i < (failure.times ?? 1); i += 1) this.#waiting.push(failure);
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /** Stands before a route; `call` names it. */
  before(call: string | ((context: Context) => string)): MiddlewareHandler<Bindings> {
    return async (context, next) => {
      const name = typeof call === 'string' ? call : call(context);
      const at = this.#waiting.findIndex((failure) => failure.call === name);
      const failure = at < 0 ? undefined : this.#waiting.splice(at, 1)[0];
      if (!failure) return next();
      if (failure.cut) return cutShort(context.env.outgoing);
      if (failure.afterEffect) await next();
      const dropped = failure.afterEffect && failure.status === undefined;
      if (dropped) context.env.incoming.socket.destroy();
      const answer = dropped ? RESPONSE_ALREADY_SENT : answerInstead(failure);
      // What was answered is forgotten first: Hono would keep its headers.
      if (failure.afterEffect) context.res = undefined;
      context.res = answer;
    };
  }
}

function answerInstead({ status = 500, body, retryAfterMs }: Failure): Response {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (retryAfterMs !== undefined) headers['retry-after'] = String(Math.ceil(retryAfterMs / 1_000));
  const code = status === 429 ? 'QuotaExceeded' : status === 503 ? 'ServiceUnavailable' : 'InternalFailure';
  return new Response(body ?? JSON.stringify({ errors: [{ code, message: code, details: '' }] }), { status, headers });
}

function cutShort(outgoing: ServerResponse): Response {
  outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '4096' });
  outgoing.write('{"payload":{"', () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}
