import { checkReply, checkRequest } from '../../oracles/shopee/check.ts';
import { authPage } from './auth-page.ts';
import { fieldsOf } from './call.ts';
import type { Call, Routes } from './call.ts';
import { checkCaller } from './gate.ts';
import { newCode } from './ids.ts';
import { toJson } from './json.ts';
import type { createRates } from './rates.ts';
import { Refusal, wrongParameters } from './refusal.ts';
import type { World } from './world.ts';

export interface Answer {
  status: number;
  /** The platform's code; empty = accepted. */
  error: string;
  body: string | Buffer;
  headers: Record<string, string>;
}

const json = { 'content-type': 'application/json' };

/** What the platform answers to a call: its routes, its auth page, the pictures of its chats. */
export async function answer(world: World, routes: Routes, rates: ReturnType<typeof createRates>, call: Call): Promise<Answer> {
  const requestId = newCode();
  try {
    const page = authPage(world, call) ?? picture(world, call);
    if (page) return page;
    rates.pass(world.now());
    const body = await run(world, routes, call);
    return { status: 200, error: '', body: toJson({ error: '', message: '', request_id: requestId, ...body }), headers: json };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) return { status: 500, error: 'emulator', body: String(thrown), headers: {} };
    const { error, message } = thrown;
    const body = toJson({ error, message, request_id: requestId });
    return { status: world.settings.errorStatus[error] ?? 200, error, body, headers: json };
  }
}

async function run(world: World, routes: Routes, call: Call): Promise<Record<string, unknown>> {
  const route = routes[call.name];
  if (!route || route.method !== call.method)
    throw new Refusal('error_param', 'This API is offline or the request path is incorrect.');
  checkCaller(world, route, call);
  const fields = fieldsOf(call);
  const wrong = checkRequest(call.name, fields);
  if (wrong) throw wrongParameters(wrong);
  const body = await route.answer(world, fields, call);
  const broken = checkReply(call.name, JSON.parse(toJson(body)));
  if (broken) throw new Error(`the emulator's own answer to ${call.name} breaks its model: ${broken}`);
  return body;
}

function picture(world: World, call: Call): Answer | undefined {
  const kept = call.path.startsWith('/file/') ? world.files.get(call.path.slice('/file/'.length)) : undefined;
  return kept && { status: 200, error: '', body: kept.bytes, headers: { 'content-type': kept.type } };
}
