import { Hono } from 'hono';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { callerOf } from './access.ts';
import type { Bindings } from './faults.ts';
import { noteIn } from './history.ts';
import { operations } from './models.ts';
import type { Json, Operation } from './models.ts';
import { faultsOf, readBody, readPath, readQuery } from './oracle.ts';
import type { Query } from './oracle.ts';
import { invalidInput, Refusal } from './refusal.ts';
import type { UsagePlans } from './usage-plans.ts';
import type { Received, World } from './world.ts';

export interface Call {
  path: Record<string, string>;
  query: Query;
  body: Json;
}
export type Handler = (call: Call) => { status: number; body: unknown };
export type Handlers = Record<string, Handler>;

/** Reads a request as far as its host needs it, and answers. */
export type Answering = (operation: Operation, context: Context<Bindings>) => Promise<{ status: number; body?: unknown }>;

/** A host of the SP-API: each operation of the models is a route; access, then rate limit, then the answer. */
export function spApi(
  world: World,
  host: Received['host'] & ('api' | 'sandbox'),
  plans: UsagePlans,
  answering: Answering,
): Hono<Bindings> {
  const app = new Hono<Bindings>();
  app.use(noteIn(world, host));
  app.onError((error, context) => {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, details } = error;
    return context.json({ errors: [{ code, message, details }] }, error.status as ContentfulStatusCode);
  });
  app.notFound((context) =>
    context.json({ errors: [{ code: 'NotFound', message: 'The requested resource does not exist.', details: '' }] }, 404),
  );

  for (const operation of operations) {
    if (operation['x-amzn-api-sandbox-only'] && host !== 'sandbox') continue;
    app.on(operation.method.toUpperCase(), routeOf(operation), world.faults.before(operation.operationId), async (context) => {
      // Every call says who makes it (facts/marketplaces §3.1).
      if (!context.req.header('user-agent')) throw invalidInput('The User-Agent header is missing.');
      const caller = callerOf(world, operation, context.req.header('x-amz-access-token'));
      for (const [name, value] of Object.entries(plans.headerFor(operation))) context.header(name, value);
      plans.take(operation, caller);
      const { status, body } = await answering(operation, context);
      context.header('content-type', operation.produces);
      return context.body(body === undefined ? '' : JSON.stringify(body), status as ContentfulStatusCode);
    });
  }
  return app;
}

/** The production host: the request by the model, the handler, the answer by the model. */
export function live(handlers: Handlers): Answering {
  return async (operation, context) => {
    const handler = handlers[operation.operationId];
    if (!handler) throw new Error(`nothing handles ${operation.operationId}`);
    const call: Call = {
      path: readPath(operation, context.req.param()),
      query: readQuery(operation, new URL(context.req.url).searchParams),
      body: readBody(operation, operation.method === 'get' ? '' : await bodyOf(operation, context)),
    };
    const answer = handler(call);
    const faults = faultsOf(operation, answer.status, answer.body);
    if (faults.length > 0) throw new Error(`${operation.operationId} would answer what its model forbids: ${faults.join('; ')}`);
    return answer;
  };
}

async function bodyOf(operation: Operation, context: Context): Promise<string> {
  const text = await context.req.text();
  const wanted = operation.parameters.some((parameter) => parameter.in === 'body');
  if (wanted && !context.req.header('content-type')?.startsWith('application/json'))
    throw new Refusal(415, 'UnsupportedMediaType', 'The entity of the request is in a format not supported by the resource.');
  return text;
}

function routeOf({ path, operationId }: Operation): string {
  // The uploads API names the resource it is for, slashes and all.
  return path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    operationId === 'createUploadDestinationForResource' ? `:${name}{.+}` : `:${name}`,
  );
}
