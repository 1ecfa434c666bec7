import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer } from './answer.ts';
import type { Answer } from './answer.ts';
import { readCall } from './call.ts';
import type { Call, Routes } from './call.ts';
import { answerOf, isCut } from './failures.ts';
import { newCode } from './ids.ts';
import { createRates } from './rates.ts';
import type { World } from './world.ts';

/** Listens on loopback. What was planned with `failNext` happens here, around the answer or in its place. */
export async function listen(world: World, routes: Routes): Promise<Server> {
  const rates = createRates(world.settings);

  const exchange = async (call: Call, outgoing: ServerResponse): Promise<void> => {
    const failure = world.failures.take(call.name, call.path);
    if (!failure) return send(world, call, outgoing, await answer(world, routes, rates, call));
    // An answer that breaks off was begun, so its work is done.
    const worked = failure.afterEffect || failure.cut === 'mid_answer';
    const real = worked ? await answer(world, routes, rates, call) : undefined;
    const planned = { ...answerOf(failure, newCode()), error: failure.error ?? 'failed' };
    if (isCut(failure)) return cut(world, call, outgoing);
    if (failure.cut === 'mid_answer') return breakOff(world, call, outgoing, real ?? planned);
    send(world, call, outgoing, planned);
  };

  const server = createServer((incoming, outgoing) => {
    readCall(incoming)
      .then((call) => exchange(call, outgoing))
      .catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return server;
}

const secrets = new Set(['sign', 'access_token', 'code']);

/** Recorded before it is sent: whoever has read an answer finds it in the history. */
function remember(world: World, call: Call, status: number, error: string): void {
  const query = Object.fromEntries([...call.query].filter(([name]) => !secrets.has(name)));
  world.history.push({ at: world.now(), method: call.method, path: call.path, status, error, query });
}

function send(world: World, call: Call, outgoing: ServerResponse, { status, error, body, headers }: Answer): void {
  remember(world, call, status, error);
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
}

function cut(world: World, call: Call, outgoing: ServerResponse): void {
  remember(world, call, 0, 'cut');
  outgoing.destroy();
}

function breakOff(world: World, call: Call, outgoing: ServerResponse, { status, body, headers }: Answer): void {
  remember(world, call, status, 'cut');
  const bytes = Buffer.from(body);
  outgoing.writeHead(status, { ...headers, 'content-length': bytes.length });
  outgoing.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => outgoing.destroy());
}
