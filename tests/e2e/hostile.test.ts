import { request } from 'node:http';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../timeline/amazon-mail.ts';
import { defaultNoise } from '../../src/alerts/noise-settings.ts';
import { entriesOf, spell, spellText } from '../hostile/corpus.ts';
import type { Spelt } from '../hostile/corpus.ts';
import { stateOf, tracesOf } from '../hostile/desk-state.ts';
import { activeInMessengers } from '../hostile/seen-in-messengers.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { messageCreated, push, signedHeaders } from '../timeline/webhook.ts';

/** Every entry of tests/hostile through the door it is made for, on one service that has to live through all of them. */

let service: InsideService;
let sandbox: SandboxClient;
let smtpPort: number;

beforeAll(async () => {
  smtpPort = await freePort();
  service = await startInside({ env: { GENGFU_SMTP_PORT: String(smtpPort), GENGFU_LANGUAGE: 'en' } });
  sandbox = sandboxClient(service.url);
  // Every text is to have a card of its own, at once.
  const noise = { ...defaultNoise, groupMs: 0, groupWaitMs: { important: 0, normal: 0 } };
  await service.desk.db.write((tx) => service.desk.settings.set(tx, 'noise', noise));
});
afterAll(() => service.stop());

const store = 'amazon-de';
const hello = messageCreated({ buyer: 'b-1', text: 'Guten Tag' });

/** Words for a person, not the insides of the machine. */
const leaks = /node_modules|\.ts:\d|at \w+ \(|SQLITE|Prisma|ZodError|TypeError|RangeError|\[object/;

/** What was refused leaves everything as it was. */
async function changesNothing<T>(name: string, act: () => Promise<T>): Promise<T> {
  const before = await stateOf(service);
  const answer = await act();
  await service.settled();
  expect(await stateOf(service), name).toEqual(before);
  return answer;
}

/** As it is written, dots and all: `fetch` would tidy the path. */
function call(entry: { method: string; path: string; headers?: Record<string, string>; body?: string | Buffer }) {
  const { hostname, port } = new URL(service.url);
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { method, path, headers, body } = entry;
    const sent = request({ hostname, port, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve({ status: response.statusCode!, text }));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const codeOf = (text: string): string => /"code":"(\w+)"/.exec(text)?.[1] ?? '';

test('doors: strangers get a refusal and leave no trace', { timeout: 60_000 }, async () => {
  const wrong: unknown[] = [];
  await changesNothing('doors', async () => {
    for (const { name, expect: status, ...entry } of entriesOf('doors')) {
      const answer = await call({ ...entry, path: entry.path.replace(/[^\x21-\x7e]/gu, encodeURIComponent) });
      if (answer.status !== status || leaks.test(answer.text)) wrong.push([name, answer.status, answer.text.slice(0, 200)]);
    }
  });
  expect(wrong).toEqual([]);
});

test('headers: only a right and recent signature opens, once', { timeout: 60_000 }, async () => {
  const wrong: unknown[] = [];
  for (const { name, expect: expected, headers = {}, id, off = 0, signed, secret, among, first } of entriesOf('headers')) {
    const timestamp = Math.floor(service.clock.now() / 1000) + off;
    const event = id === undefined ? name.replaceAll(' ', '-') : spellText(id);
    const pushed = { store, body: hello, id: event, timestamp, secret };
    const right = signedHeaders({ ...pushed, body: signed ?? hello });
    const sent = {
      ...right,
      ...(among ? { 'webhook-signature': among + right['webhook-signature']! } : {}),
      ...Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, value === null ? null : spellText(value)])),
    };
    const once = async (): Promise<string> => {
      const answer = await call({ method: 'POST', path: `/in/generic/${store}`, headers: present(sent), body: hello });
      return `${answer.status} ${/"duplicate":true/.test(answer.text) ? 'duplicate' : codeOf(answer.text)}`;
    };
    if (first !== undefined) expect(await once(), name).toBe(first);
    const answer = expected.startsWith('200') ? await once() : await changesNothing(name, once);
    if (answer !== expected) wrong.push([name, answer]);
  }
  expect(wrong).toEqual([]);
});

const present = (headers: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null));

test('bodies: refused, kept aside or taken, and nothing of it reaches a prototype', { timeout: 60_000 }, async () => {
  const wrong: unknown[] = [];
  const expected = new Map<string, string>();
  for (const { name, body, headers, expect: outcome } of entriesOf('bodies')) {
    const pushed = { store: 'shopee-my', body: spell(body), id: `body ${name}`, headers };
    const answer = await push(service.url, pushed);
    const got = answer.status === 200 ? '200' : `${answer.status} ${answer.body.error?.code}`;
    if (got === '200') expected.set(pushed.id, outcome);
    if (outcome.includes(' ') ? got !== outcome : got !== '200') wrong.push([name, got]);
  }
  await service.settled();
  for (const { externalId, status, outcome, error } of await service.desk.db.read.inboxEvent.findMany({
    where: { externalId: { startsWith: 'body ' } },
  })) {
    const became = status === 'done' ? 'ticket' : status;
    if (became !== expected.get(externalId) || leaks.test(error ?? '')) wrong.push([externalId, became, outcome, error]);
  }
  expect(wrong).toEqual([]);
  expect(({} as Record<string, unknown>).level ?? ({} as Record<string, unknown>).admin).toBeUndefined();
});

test('texts: shown as they came, here and in every messenger, and nowhere more than words', { timeout: 60_000 }, async () => {
  const wrong: unknown[] = [];
  const texts = entriesOf('texts');
  const tickets = new Map<number, string>();
  await Promise.all(
    texts.map(async ({ name, text }) => {
      const { ticket } = await sandbox.buyer({ store, buyer: `text ${name}`, text: spellText(text) });
      tickets.set(ticket!, name);
    }),
  );
  await service.settled();
  const byName = new Map(texts.map((entry) => [entry.name, spellText(entry.text)]));
  const theirs = async () => (await sandbox.cards()).filter(({ ticket }) => tickets.has(ticket!));
  await expect.poll(async () => (await theirs()).length, { timeout: 30_000 }).toBe(texts.length);
  const cards = await theirs();
  for (const { id, ticket, card } of cards) {
    const name = tickets.get(ticket!)!;
    if (card!.original !== byName.get(name)) wrong.push([name, 'not as it came']);
    const page = await (await fetch(`${service.url}/sandbox/view/preview?message=${id}`)).text();
    const active = activeInMessengers(page);
    if (active.length < 3) wrong.push([name, 'not in every messenger', page.slice(0, 200)]);
    for (const { messenger, mentions, links } of active)
      if (mentions.length + links.length > 0) wrong.push([name, messenger, mentions, links]);
    if (runs.test(page)) wrong.push([name, 'runs in the preview']);
  }
  const chat = await (await fetch(`${service.url}/sandbox/view/messages?after=0`)).text();
  expect(chat).toContain('&lt;script&gt;alert(1)');
  expect(chat).not.toMatch(runs);
  expect(wrong).toEqual([]);
});

/** Markup of the corpus as a browser would obey it. */
const runs = /<script>alert|<img src=x|<iframe srcdoc|<svg onload|href="?javascript:/i;

test('taps: whoever may not, or taps what is not there, changes nothing', { timeout: 60_000 }, async () => {
  const wrong: unknown[] = [];
  const { ticket } = await sandbox.buyer({ store, buyer: 'taps', text: 'Wo ist mein Paket?' });
  await service.settled();
  const [card] = await sandbox.cards(ticket);
  await changesNothing('taps', async () => {
    const before = await tracesOf(service);
    for (const { name, tap, expect: expected } of entriesOf('taps')) {
      const body = JSON.stringify({ messageId: card!.id, ...tap }, (_, value: unknown) =>
        isSpelt(value) ? spellText(value) : value,
      );
      const answer = await call({ method: 'POST', path: '/sandbox/api/tap', headers: json, body });
      const got = answer.status === 200 ? (JSON.parse(answer.text) as { toastType: string }).toastType : String(answer.status);
      const changed = (await tracesOf(service)) - before;
      if (got !== expected || leaks.test(answer.text) || changed > 0) wrong.push([name, got, answer.text.slice(0, 200), changed]);
    }
  });
  expect(wrong).toEqual([]);
});

const json = { 'content-type': 'application/json' };
const isSpelt = (value: unknown): value is Spelt => typeof value === 'object' && value !== null && 'repeat' in value;

test('sayings: what is typed is answered in words and changes nothing', { timeout: 60_000 }, async () => {
  const wrong: unknown[] = [];
  const { ticket } = await sandbox.buyer({ store, buyer: 'sayings', text: 'Wo ist mein Paket?' });
  await service.settled();
  await changesNothing('sayings', async () => {
    const before = await tracesOf(service);
    for (const { name, person, text } of entriesOf('sayings')) {
      const began = performance.now();
      const answers = await sandbox.say(person, text.replaceAll('{ticket}', String(ticket)));
      const tookMs = performance.now() - began;
      const words = answers.map((answer) => answer.text).join('\n');
      const changed = (await tracesOf(service)) - before;
      if (words === '' || leaks.test(words) || words.length > 4_000 || changed > 0 || tookMs > 3_000)
        wrong.push([name, text.slice(0, 80), words.slice(0, 300), changed, tookMs]);
    }
  });
  expect(wrong).toEqual([]);
});

test('addresses: whatever a shop names, only the open internet is dialled', { timeout: 60_000 }, async () => {
  const entries = entriesOf('addresses');
  // Apart, so that one that is no address at all does not take the others with it.
  for (const [index, { url }] of entries.entries()) {
    const body = messageCreated({
      conversation_id: `address ${index}`,
      buyer: `address ${index}`,
      text: 'Foto',
      attachments: [{ url }],
    });
    expect((await push(service.url, { store, body, id: `address-${index}` })).status).toBe(200);
  }
  await service.settled();
  const { read } = service.desk.db;
  const [events, messages, files] = await Promise.all([
    read.inboxEvent.findMany({ where: { externalId: { startsWith: 'address-' } }, select: { externalId: true, status: true } }),
    read.message.findMany({ where: { externalId: { startsWith: 'address-' } }, select: { id: true, externalId: true } }),
    read.attachment.findMany({ select: { messageId: true, state: true, problem: true } }),
  ]);
  const wrong = entries.flatMap(({ name, url, expect: expected }, index) => {
    const { status } = events.find(({ externalId }) => externalId === `address-${index}`)!;
    const message = messages.find(({ externalId }) => externalId === `address-${index}`);
    const problem = status === 'done' ? files.find(({ messageId }) => messageId === message?.id)?.problem : status;
    return problem === expected ? [] : [[name, url, status, problem]];
  });
  expect(wrong).toEqual([]);
});

test('files: what could run, unpack or mislead is not kept, whatever it is called', { timeout: 60_000 }, async () => {
  const wrong: unknown[] = [];
  const entries = [...entriesOf('files').entries()];
  await Promise.all(
    entries.map(([index, { file, content }]) => {
      const given = { name: file, data: spell(content).toString('base64') };
      return sandbox.buyer({ store, buyer: `file ${index}`, text: 'Foto', eventId: `file-${index}`, files: [given] });
    }),
  );
  await service.settled();
  for (const [index, { name, expect: expected }] of entries) {
    const message = await service.desk.db.read.message.findFirstOrThrow({ where: { externalId: `file-${index}` } });
    const [row] = await service.desk.db.read.attachment.findMany({ where: { messageId: message.id } });
    const shown = service.desk.db.seal.open(row!.nameSealed);
    const got = row!.state === 'stored' ? 'kept' : row!.problem!;
    if (!expected.split('|').includes(got) || !harmless.test(shown) || (got === 'kept' && runnable.test(shown)))
      wrong.push([name, got, row!.type, shown]);
  }
  expect(wrong).toEqual([]);
});

/** No path, no control or direction character, something to read. */
const harmless = /^(?!\.)[^\\/\p{Cc}\p{Cf}]*[\p{L}\p{N}][^\\/\p{Cc}\p{Cf}]*$/u;
const runnable = /\.(?:exe|html?|svg|js|sh|php|lnk)$/i;

test('mails: the receiver takes them, each ends somewhere, and the next one is served', { timeout: 60_000 }, async () => {
  const settings = {
    sandbox: false,
    mail: {
      smtpUrl: 'smtp://127.0.0.1:9',
      from: 'Shop <shop@seller.example>',
      authServId: 'mx.seller.example',
      addresses: ['shop@in.seller.example'],
    },
  };
  await service.desk.stores.add(
    { id: 'acme-mail', platform: 'amazon', name: 'Acme', site: 'de', locale: 'de', zone: 'Europe/Berlin', settings },
    Date.now(),
  );
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true, pool: true });
  const wrong: unknown[] = [];
  const entries = entriesOf('mails');
  for (const [index, { name, raw }] of entries.entries()) {
    const mail = spellText(raw).replace('{now}', new Date().toUTCString()).replace('{id}', `hostile-${index}`);
    const envelope = { from: 'a@mail.example', to: 'shop@in.seller.example' };
    const answer = await transport.sendMail({ envelope, raw: mail }).then(
      () => 'taken',
      (error: Error) => error.message,
    );
    if (answer !== 'taken') wrong.push([name, answer]);
  }
  transport.close();
  await service.settled();
  const events = await service.desk.db.read.inboxEvent.findMany({
    where: { storeId: 'acme-mail' },
    select: { externalId: true, status: true, outcome: true, error: true },
  });
  for (const { externalId, status, error } of events)
    if (status === 'pending' || leaks.test(error ?? '')) wrong.push([externalId, status, error]);
  expect(wrong).toEqual([]);
  expect(events).toHaveLength(entries.length);
  expect(await service.desk.db.read.job.count({ where: { deadAt: { not: null } } }), 'dead letters').toBe(0);
  expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
});
