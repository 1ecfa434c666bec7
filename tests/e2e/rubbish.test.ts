import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

let service: InsideService;
let sandbox: SandboxClient;

beforeAll(async () => {
  service = await startInside();
  sandbox = sandboxClient(service.url);
  // More of a kind at once than are told one by one.
  await sandbox.say('lin', '/降噪 归并 关');
});
afterAll(() => service.stop());

/** What UTF-8 can carry of a text: halves of pairs become the replacement character. */
const carried = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

const rubbish: Record<string, string> = {
  'a NUL': 'before\u0000after',
  'all control characters': Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join(''),
  'half a pair': 'lone \ud83d here and \ude00 there',
  'halves in the wrong order': '\ude00\ud83d',
  'not a character at all': '\uffff\ufffe\ufdd0',
  'right to left overrides': '\u202egnp.exe\u202c \u2066hidden\u2069 مرحبا \u200f',
  'nothing visible': '\u200b\u200c\u200d\u2060\ufeff',
  'only spaces': ' \t\r\n\u00a0\u3000',
  'families of emoji': '👩‍👩‍👧‍👦🏳️‍🌈🇩🇪'.repeat(200),
  'marks upon marks': `e${'\u0301'.repeat(5_000)}`,
  HTML: '<script>alert(1)</script><img src=x onerror=alert(2)></div></body>',
  'HTML, escaped twice': '&lt;script&gt;&amp;#60;b&amp;#62;',
  markdown: '**bold** [text](javascript:alert(1)) ![x](http://x/y.png) `code` # head\n---\n| a | b |',
  'mentions of everybody': '@all <at user_id="all">所有人</at> <at id=all></at> @更夫 /关闭 1001',
  'a command': '/绑定 123456',
  'a template': '{{constructor}} ${process.env} {text} %s %d',
  SQL: '\'; DROP TABLE "Ticket"; --',
  JSON: '{"type":"message.created","data":{"buyer":"x"}}',
  'a message format': "{count, plural, one {#} other {'#}}",
  'one word without end': 'x'.repeat(200_000),
  'a book of lines': 'ä\n'.repeat(90_000),
  'what tempts a backtracking expression': `${'a'.repeat(50_000)}!`,
  'numbers like orders and dates': '302-1112223-3334445 '.repeat(5_000) + '99.99.9999 32.13.2026 € 1e309',
  'an URL of fifty thousand letters': `https://example.com/${'a'.repeat(50_000)}`,
  'digits of all scripts': '１２３ ١٢٣ १२३ 一二三',
};

test(
  'buyers write every kind of rubbish: each becomes a card that shows it and can be answered',
  { timeout: 60_000 },
  async () => {
    const made = new Map<string, number>();
    await Promise.all(
      Object.entries(rubbish).map(async ([name, text]) => {
        const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: name, text });
        made.set(name, ticket!);
      }),
    );
    await service.settled();
    const cards = new Map((await sandbox.cards()).map((message) => [message.ticket!, message]));
    for (const [name, text] of Object.entries(rubbish)) {
      const message = cards.get(made.get(name)!);
      expect(message, name).toBeDefined();
      expect(message!.card!.original, name).toBe(carried(text));
      expect(
        message!.card!.actions.map(({ action }) => action),
        name,
      ).toContain('reply');
    }
    const { id } = cards.get(made.get('HTML')!)!;
    expect((await sandbox.tap({ messageId: id, action: 'details', person: 'wang' })).toastType).toBe('success');
    expect(await service.desk.db.read.inboxEvent.count({ where: { status: { not: 'done' } } })).toBe(0);
  },
);

test('names, subjects, orders and languages are rubbish as well', async () => {
  const words = [rubbish['HTML']!, rubbish['half a pair']!, rubbish['a NUL']!, '\u202e', '🙃'.repeat(90)];
  const before = (await sandbox.cards()).length;
  for (const word of words) {
    const data = {
      conversation_id: carried(word),
      buyer: { id: word, name: word },
      text: word,
      subject: word,
      language: word.slice(0, 20),
      order: { id: word, items: [{ title: word, id: word, quantity: -1e308 }] },
    };
    expect((await push(service.url, { store: 'shopee-my', body: messageCreated(data) })).status).toBe(200);
  }
  await service.settled();
  const parked = await service.desk.db.read.inboxEvent.findMany({ where: { status: 'parked' } });
  expect(parked.map(({ error }) => error)).toEqual([]);
  expect((await sandbox.cards()).length).toBe(before + words.length);
});

test('the page of the sandbox shows all of it and runs none of it', async () => {
  const page = await (await fetch(service.url)).text();
  const drawn = await (await fetch(`${service.url}/sandbox/view/messages?after=0`)).text();
  for (const html of [page, drawn]) {
    expect(html).not.toMatch(/<script>alert|<img src=x|href="?javascript:/i);
  }
  expect(drawn).toContain('&lt;script&gt;alert(1)');
});

test('whatever strings there are', { timeout: 60_000 }, async () => {
  const text = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'grapheme', minLength: 1 }));
  const texts = fc.sample(fc.tuple(text, text), { numRuns: 300, seed: 7 });
  const before = await service.desk.db.read.message.count();
  await Promise.all(
    texts.map(async ([buyer, words], index) => {
      const { status, body } = await push(service.url, {
        store: 'amazon-de',
        body: messageCreated({ buyer: { id: `${index} ${buyer}`, name: buyer || 'x' }, text: words }),
      });
      expect(status, body.error?.message).toBe(200);
    }),
  );
  await service.settled();
  const parked = await service.desk.db.read.inboxEvent.findMany({ where: { status: 'parked' } });
  expect(parked.map(({ error }) => error)).toEqual([]);
  expect(await service.desk.db.read.message.count()).toBe(before + texts.length);
  expect(await service.desk.db.read.job.count({ where: { deadAt: { not: null } } })).toBe(0);
});
