import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultCode } from '../../src/inbox/fault-code.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { messageCreated, push, signature, signedHeaders } from '../timeline/webhook.ts';
import type { Pushed } from '../timeline/webhook.ts';

const maxBytes = 300_000;
let service: InsideService;
let sandbox: SandboxClient;

beforeAll(async () => {
  service = await startInside({ env: { GENGFU_MAX_BODY: String(maxBytes) } });
  sandbox = sandboxClient(service.url);
});
afterAll(() => service.stop());

const store = 'amazon-de';
const hello = messageCreated({ buyer: 'b-1', text: 'Guten Tag' });
const now = (): number => Math.floor(service.clock.now() / 1000);
const stored = (): Promise<number> => service.desk.db.read.inboxEvent.count();

/** Pushes something that must be refused and leave no trace; gives the fault's code. */
async function refused(pushed: Pushed, status: number): Promise<string> {
  const before = await stored();
  const answer = await push(service.url, pushed);
  expect(answer.status).toBe(status);
  expect(answer.body.error?.code).toMatch(/^[a-z_]+$/);
  expect(answer.body.error?.message.length, 'the fault is named in words').toBeGreaterThan(5);
  expect(await stored()).toBe(before);
  return answer.body.error!.code;
}

describe('who may push', () => {
  test.each<[string, Partial<Pushed>]>([
    ['signed with another secret', { secret: 'whsec_YW5vdGhlciBzZWNyZXQ=' }],
    ['no signature', { headers: { 'webhook-signature': null } }],
    ['no id', { headers: { 'webhook-id': null } }],
    ['no timestamp', { headers: { 'webhook-timestamp': null } }],
    ['an empty signature', { headers: { 'webhook-signature': '' } }],
    ['a version nobody knows', { headers: { 'webhook-signature': 'v9,AAAA' } }],
    ['a signature that is no base64', { headers: { 'webhook-signature': 'v1,@@@' } }],
    ['a signature of nothing', { headers: { 'webhook-signature': 'v1,' } }],
    ['a timestamp that is no number', { headers: { 'webhook-timestamp': 'yesterday' } }],
    ['another id than was signed', { headers: { 'webhook-id': 'other' } }],
    ['a negative timestamp', { headers: { 'webhook-timestamp': '-1' } }],
  ])('%s: 401', async (_, pushed) => {
    expect(await refused({ store, body: hello, ...pushed }, 401)).toBe('bad_signature');
  });

  test.each([-330, 330, -86_400, 10 ** 9])('a timestamp %i s off is refused though its signature is right', async (off) => {
    expect(await refused({ store, body: hello, timestamp: now() + off }, 401)).toBe('stale_timestamp');
  });

  test.each([-270, 270])('a timestamp %i s off is taken', async (off) => {
    expect((await push(service.url, { store, body: hello, timestamp: now() + off })).status).toBe(200);
  });

  test('one right signature among others is enough: secrets are changed that way', async () => {
    const id = randomUUID();
    const timestamp = now();
    const right = signedHeaders({ store, body: hello, id, timestamp })['webhook-signature'];
    const headers = { 'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')} v1a,xyz ${right}` };
    expect((await push(service.url, { store, body: hello, id, timestamp, headers })).status).toBe(200);
  });

  test('a store or a way in that does not exist: 404, and the same answer for both', async () => {
    expect(await refused({ store: 'nobody', body: hello }, 404)).toBe('unknown_store');
    const response = await fetch(`${service.url}/in/nothing/${store}`, {
      method: 'POST',
      body: hello,
      headers: signedHeaders({ store, body: hello }),
    });
    expect(response.status).toBe(404);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect(error).toEqual({ code: 'unknown_store', message: expect.stringContaining('no store takes pushes') as string });
  });

  test('another method than POST: 405, with the one that is allowed', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const response = await fetch(`${service.url}/in/generic/${store}`, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
      expect(((await response.json()) as { error: object }).error).toMatchObject({
        code: 'method_not_allowed',
        message: `events are pushed here by POST, not ${method}`,
      });
    }
  });
});

describe('how much may be pushed', () => {
  test('a store over its share waits, others do not; an address of many refusals is told to wait and keeps nobody out', async () => {
    const limited = await startInside({ env: { GENGFU_PUSHES_PER_MINUTE: '3' } });
    try {
      const knock = async (pushed: Pushed) =>
        fetch(`${limited.url}/in/generic/${pushed.store}`, {
          method: 'POST',
          headers: signedHeaders(pushed),
          body: pushed.body as string,
        });
      const forged = { store, body: hello, secret: 'whsec_YW5vdGhlciBzZWNyZXQ=' };
      for (let n = 0; n < 600; n += 100)
        await Promise.all(Array.from({ length: 100 }, async () => expect((await knock(forged)).status).toBe(401)));
      const refusedNow = await knock(forged);
      expect(refusedNow.status).toBe(429);
      expect(Number(refusedNow.headers.get('retry-after'))).toBeGreaterThan(0);
      for (let n = 0; n < 3; n++) expect((await knock({ store, body: hello })).status).toBe(200);
      const over = await knock({ store, body: hello });
      expect([over.status, Number(over.headers.get('retry-after')) > 0]).toEqual([429, true]);
      expect((await knock({ store: 'shopee-my', body: hello })).status).toBe(200);
      expect(await limited.desk.db.read.inboxEvent.count()).toBe(4);
    } finally {
      await limited.stop();
    }
  });
});

describe('what may be pushed', () => {
  test.each(['', '{', 'nothing', '{"type":"message.created"', '\u0000', '[1,]'])('%j is not JSON: 400', async (body) => {
    expect(await refused({ store, body }, 400)).toBe('not_json');
  });

  test('bytes that are no UTF-8 are judged as they came', async () => {
    const body = Buffer.concat([
      Buffer.from('{"type":"message.created","data":{"buyer":"latin","text":"Gr'),
      Buffer.of(0xfc),
      Buffer.from('n"}}'),
    ]);
    const { status } = await push(service.url, { store, body });
    expect([200, 400]).toContain(status);
  });

  test('too large with a length: 413 and the limit', async () => {
    const body = messageCreated({ buyer: 'b', text: 'x'.repeat(maxBytes) });
    expect(await refused({ store, body }, 413)).toBe('too_large');
    expect((await push(service.url, { store, body })).body.error!.message).toMatch(/larger than 300000 bytes.*GENGFU_MAX_BODY/);
  });

  test('after that the same connection serves the next push, however long it takes', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const send = (body: string, slowly: boolean): Promise<number> =>
      new Promise((resolve, reject) => {
        const call = request(
          `${service.url}/in/generic/${store}`,
          { method: 'POST', agent, headers: { ...signedHeaders({ store, body }), 'content-length': body.length } },
          (response) => {
            response.resume();
            response.once('end', () => resolve(response.statusCode!));
          },
        );
        call.once('error', reject);
        // Longer than the server's patience with a body that nobody reads.
        if (slowly) setTimeout(() => call.end(body), 700);
        else call.end(body);
      });
    expect(await send('x'.repeat(maxBytes + 1), false)).toBe(413);
    expect(await send(hello, true)).toBe(200);
    expect(await send('x'.repeat(maxBytes * 9), false)).toBe(413);
    expect(await send(hello, false)).toBe(200);
    agent.destroy();
  });

  test('too large in pieces of unknown number: 413 before the end has come', async () => {
    const before = await stored();
    const status = await new Promise<number>((resolve, reject) => {
      const call = request(
        `${service.url}/in/generic/${store}`,
        { method: 'POST', headers: { ...signedHeaders({ store, body: hello }), 'transfer-encoding': 'chunked' } },
        (response) => {
          response.resume();
          resolve(response.statusCode!);
          call.destroy();
        },
      );
      call.on('error', reject);
      // Never ends: only the limit can.
      const more = (): void => {
        if (!call.destroyed) call.write('x'.repeat(64_000), () => setImmediate(more));
      };
      more();
    });
    expect(status).toBe(413);
    expect(await stored()).toBe(before);
  });

  test('just below the limit is taken, in pieces as well', async () => {
    const frame = messageCreated({ buyer: 'large', text: '' }).length;
    const body = messageCreated({ buyer: 'large', text: 'x'.repeat(199_000) }) + ' '.repeat(maxBytes - 199_000 - frame);
    expect(Buffer.byteLength(body)).toBe(maxBytes);
    expect((await push(service.url, { store, body })).status).toBe(200);
    const stream = new ReadableStream({
      start(controller) {
        for (let at = 0; at < body.length; at += 50_000) controller.enqueue(Buffer.from(body.slice(at, at + 50_000)));
        controller.close();
      },
    });
    const response = await fetch(`${service.url}/in/generic/${store}`, {
      method: 'POST',
      headers: signedHeaders({ store, body }),
      body: stream,
      duplex: 'half',
    });
    expect(response.status).toBe(200);
  });

  test.each([
    ['spaces and line ends', '{\r\n  "type" : "message.created",\t"data":{ "buyer":"ws", "text":"Hallo" } }\n\n'],
    [
      'escapes where letters would do',
      '{"type":"message.created","data":{"buyer":"esc","text":"\\u0048\\u0061llo \\/ \\u00fc"}}',
    ],
    ['letters composed and decomposed', messageCreated({ buyer: 'nfd', text: 'Grüße Gru\u0308ße' })],
    ['keys twice', '{"type":"x","type":"message.created","data":{"buyer":"dup","text":"Hallo"}}'],
    ['a byte order mark', '\ufeff' + messageCreated({ buyer: 'bom', text: 'Hallo' })],
    ['emoji of several parts', messageCreated({ buyer: 'zwj', text: '👩‍👩‍👧‍👦 🇩🇪 ☹️' })],
  ])('signed is what came, byte for byte: %s', async (_, body) => {
    const { status } = await push(service.url, { store, body });
    expect(status).toBe(body.startsWith('\ufeff') ? 400 : 200);
    // The same meaning in other bytes is not what was signed.
    const other = JSON.stringify({ ...(JSON.parse(body.replace(/^\ufeff/, '')) as object), extra: 1 });
    const timestamp = now();
    const headers = {
      'webhook-signature': signature('whsec_Z2VuZ2Z1LWRlbW8tc3RvcmVzLW9ubHk=', { id: 'bytes', timestamp, body }),
    };
    expect(await refused({ store, body: other, id: 'bytes', timestamp, headers }, 401)).toBe('bad_signature');
  });
});

describe('the same event again', () => {
  test('is answered 200 and changes nothing', async () => {
    const pushed = { store, body: messageCreated({ buyer: 'again', text: 'Hallo' }), id: 'again-1' };
    const first = await push(service.url, pushed);
    const second = await push(service.url, pushed);
    expect(first.body).toMatchObject({ ok: true, duplicate: false });
    expect(second).toMatchObject({ status: 200, body: { ok: true, duplicate: true, id: first.body.id } });
  });

  test('fifty at once: one is the first, one message is filed', async () => {
    const pushed = { store, body: messageCreated({ buyer: 'fifty', text: 'Hallo' }), id: 'fifty-1' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => push(service.url, pushed)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    expect(answers.filter(({ body }) => body.duplicate === false)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.id)).size, 'all name the event that was stored').toBe(1);
    await service.settled();
    expect(await service.desk.db.read.message.count({ where: { externalId: 'fifty-1' } })).toBe(1);
  });

  test('the same id in another store is another event; the same message under another event id is not filed twice', async () => {
    const body = messageCreated({ message_id: 'm-1', conversation_id: 'm', buyer: 'stores', text: 'Hallo' });
    expect((await push(service.url, { store, body, id: 'shared-1' })).body.duplicate).toBe(false);
    expect((await push(service.url, { store: 'shopee-my', body, id: 'shared-1' })).body.duplicate).toBe(false);
    expect((await push(service.url, { store, body, id: 'shared-2' })).body.duplicate).toBe(false);
    await service.settled();
    expect(await service.desk.db.read.message.count({ where: { externalId: 'm-1', storeId: store } })).toBe(1);
    expect(await service.desk.db.read.message.count({ where: { externalId: 'm-1', storeId: 'shopee-my' } })).toBe(1);
  });
});

describe('a poisonous event', () => {
  const poisons: [string, string][] = [
    ['a type nobody knows', JSON.stringify({ type: 'order.paid', data: {} })],
    ['no data', JSON.stringify({ type: 'message.created' })],
    ['a buyer without an id', JSON.stringify({ type: 'message.created', data: { buyer: {}, text: 'Hallo' } })],
    ['a text that is a list', JSON.stringify({ type: 'message.created', data: { buyer: 'b', text: ['Hallo'] } })],
    ['nothing but a number', '42'],
    ['null', 'null'],
    [
      'a year no calendar has',
      JSON.stringify({ type: 'message.created', data: { buyer: 'b', text: 'Hallo', sent_at: 8.64e15 } }),
    ],
    ['a time outside of time', JSON.stringify({ type: 'message.created', data: { buyer: 'b', text: 'Hallo', sent_at: 9e15 } })],
    [
      'nesting that never ends',
      `{"type":"message.created","data":{"buyer":"b","text":"x","order":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`,
    ],
    ['a prototype', '{"type":"message.created","data":{"__proto__":{"buyer":"b","text":"x"}}}'],
  ];

  test('stands aside alone, its neighbours become tickets, and the group is told in words', async () => {
    const watch = (await sandbox.messages()).at(-1)?.seq ?? 0;
    const pushes = poisons.flatMap(([name, body], index) => [
      { store, body, id: `poison-${index}` },
      {
        store,
        body: messageCreated({ conversation_id: `n-${index}`, buyer: `neighbour of ${name}`, text: 'Guten Tag' }),
        id: `neighbour-${index}`,
      },
    ]);
    const answers = await Promise.all(pushes.map((pushed) => push(service.url, pushed)));
    expect(answers.map(({ status }) => status)).toEqual(pushes.map(() => 200));
    await service.settled();
    for (const [index, [name]] of poisons.entries()) {
      const [poison, neighbour] = await Promise.all(
        [`poison-${index}`, `neighbour-${index}`].map((externalId) =>
          service.desk.db.read.inboxEvent.findFirstOrThrow({ where: { externalId } }),
        ),
      );
      expect(poison, name).toMatchObject({ status: 'parked', outcome: null });
      expect(poison!.error, name).toMatch(/\S{3}/);
      expect(neighbour, name).toMatchObject({ status: 'done' });
      expect(neighbour!.outcome, name).toMatch(/^#\d+$/);
      const told = (await sandbox.messages({ after: watch })).filter(
        ({ kind, text }) => kind === 'text' && text.includes(faultCode(poison!.id)),
      );
      expect(told, name).toHaveLength(1);
      expect(told[0]!.text).toContain('Haushalt24');
      expect(told[0]!.text, 'a reason, not the start of a dump').not.toMatch(/[[{]$|ZodError|\n/);
    }
  });
});
