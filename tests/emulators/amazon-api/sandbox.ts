import { isDeepStrictEqual } from 'node:util';
import type { Context } from 'hono';
import type { Answering } from './api.ts';
import type { Operation } from './models.ts';
import { readBody } from './oracle.ts';
import { invalidInput, Refusal } from './refusal.ts';
import { testHappening } from './test-notification.ts';
import type { Publisher } from './publisher.ts';
import type { World } from './world.ts';

/**
 * The static sandbox: the reply of the pair in the model whose parameters are all there, the most particular first
 * (facts/marketplaces §3.1). testNotification alone is dynamic and reaches the queue (§3.5).
 */
export function sandboxAnswers(world: World, publisher: Publisher): Answering {
  return async (operation, context) => {
    if (operation.operationId === 'sendTestNotification') {
      const body = readBody(operation, await context.req.text()) as { destinationId?: string };
      if (!world.destinations.has(body.destinationId ?? '')) throw invalidInput('destinationId is not one of this application.');
      publisher.send(testHappening(world, context.req.param('notificationType') ?? ''), body.destinationId!, 'sandbox');
      return { status: 200, body: {} };
    }
    const given = await parametersOf(operation, context);
    const fitting = pairsOf(operation).filter(({ parameters }) =>
      Object.entries(parameters).every(([name, { value }]) => same(given[name], value)),
    );
    const best = fitting.sort((one, other) => Object.keys(other.parameters).length - Object.keys(one.parameters).length)[0];
    if (!best) throw new Refusal(400, 'InvalidInput', 'Could not match input arguments');
    return { status: best.status, body: best.response };
  };
}

/** Good answers before bad ones, where both fit as well. */
export function pairsOf(operation: Operation) {
  return Object.entries(operation.responses)
    .sort(([one], [other]) => Number(one) - Number(other))
    .flatMap(([status, { 'x-amzn-api-sandbox': sandbox }]) =>
      (sandbox?.static ?? []).map(({ request, response }) => ({
        status: Number(status),
        parameters: request.parameters,
        response,
      })),
    );
}

async function parametersOf(operation: Operation, context: Context): Promise<Record<string, unknown>> {
  const text = await context.req.text();
  const query = new URL(context.req.url).searchParams;
  const given: Record<string, unknown> = { ...context.req.param() };
  for (const { name, type } of operation.parameters) {
    const value = query.get(name);
    if (value !== null) given[name] = type === 'array' ? value.split(',') : value;
  }
  if (text) given.body = JSON.parse(text) as unknown;
  return given;
}

function same(given: unknown, wanted: unknown): boolean {
  if (Array.isArray(given) && Array.isArray(wanted)) return isDeepStrictEqual(sorted(given), sorted(wanted));
  return isDeepStrictEqual(given, wanted);
}

const sorted = (list: unknown[]): unknown[] => [...list].sort();
