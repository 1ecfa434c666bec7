import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, Hono } from 'hono';
import type { Failure, Failures } from './failures.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

type Env = { outgoing: ServerResponse };

const secretQueries = ['code', 'challenge_code'];

/** Records every call, turns refusals into answers and lets ordered failures happen. Call it before the routes are added. */
export function watch(app: Hono, world: World, failures: Failures): void {
  app.onError((error, context) => {
    if (error instanceof Refusal) return context.json(error.body as object, error.status as 400);
    throw error;
  });
  app.use(async (context, next) => {
    const { method, path } = context.req;
    const query = { ...context.req.query() };
    for (const name of secretQueries) if (name in query) query[name] = '…';
    const entry = { at: world.now(), method, path, query, status: 0 };
    world.history.push(entry);
    const failure = failures.take(method, path);
    if (failure) {
      const answer = await fail(context, failure, next);
      context.res = undefined;
      context.res = answer;
      // Nothing whole was answered.
      entry.status = answer === RESPONSE_ALREADY_SENT ? 0 : answer.status;
    } else {
      await next();
      entry.status = context.res.status;
    }
  });
}

async function fail(context: Context, failure: Failure, next: () => Promise<void>): Promise<Response> {
  const { outgoing } = context.env as Env;
  if (failure.network === 'no_answer') return drop(outgoing);
  if (failure.network === 'mid_answer') {
    await next();
    const whole = Buffer.from(await context.res.clone().arrayBuffer());
    outgoing.writeHead(context.res.status, { 'content-type': 'application/json', 'content-length': whole.length + 1 });
    outgoing.write(whole.subarray(0, Math.ceil(whole.length / 2)), () => outgoing.destroy());
    return RESPONSE_ALREADY_SENT;
  }
  if (failure.afterEffect) await next();
  if (failure.afterEffect && failure.status === undefined) return drop(outgoing);
  const status = failure.status ?? 500;
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (failure.retryAfterMs !== undefined) headers['retry-after'] = String(Math.ceil(failure.retryAfterMs / 1_000));
  return new Response(JSON.stringify(failure.body ?? internalError), { status, headers });
}

function drop(outgoing: ServerResponse): Response {
  outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

const internalError = {
  errors: [
    {
      errorId: 1000,
      domain: 'ACCESS',
      category: 'APPLICATION',
      message: 'Internal error',
      longMessage: 'There was a problem with an eBay internal system or process.',
    },
  ],
};

export async function listen(app: Hono): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
