import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Bindings } from './faults.ts';
import type { Received, World } from './world.ts';

/** Parts of a presigned address that let anybody in. */
const secret = /^(X-Amz-(Signature|Credential|Security-Token)|client_secret|refresh_token)$/i;

/** Notes what reached a host, without secrets, and gives every answer its `x-amzn-RequestId` (facts/marketplaces §3.6). */
export function noteIn(world: World, host: Received['host']): MiddlewareHandler<Bindings> {
  return async (context, next) => {
    const query = Object.fromEntries([...new URL(context.req.url).searchParams].filter(([name]) => !secret.test(name)));
    const action = context.req.header('x-amz-target')?.split('.')[1];
    const entry: Received = {
      at: world.now(),
      host,
      method: context.req.method,
      path: context.req.path,
      status: 0,
      query: action ? { Action: action } : query,
      requestId: randomUUID(),
    };
    world.history.push(entry);
    await next();
    if (context.res.headers.has('x-hono-already-sent')) return;
    entry.status = context.res.status;
    context.res.headers.set('x-amzn-RequestId', entry.requestId);
  };
}
