import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openChatLog } from '../../adapters/messengers/sandbox/chat-log.ts';
import { createSandbox } from '../../adapters/messengers/sandbox/index.ts';
import { renderMessage } from '../../adapters/messengers/sandbox/render-message.ts';
import { createClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/store/database.ts';
import { textsIn } from '../../src/texts/texts.ts';
import type { SandboxMessage } from '../../src/web/sandbox-chat.ts';
import { describeMessenger } from './messenger.ts';
import type { MessengerUnderTest, ShownMessage } from './messenger/driver.ts';

const chat = 'night-watch';
const people: [{ id: string; name: string }, { id: string; name: string }] = [
  { id: 'lin', name: '林悦' },
  { id: 'chen', name: '陈晨' },
];
const texts = textsIn('zh', 'Asia/Shanghai');

/** Of both routes that the driver uses. */
interface Answer {
  toast?: string;
  toastType?: string;
  card?: object;
  error?: object;
}

describeMessenger({ name: 'sandbox', create: createSubject });

/** Its server is the product's own database, and what people see is the page it draws. */
async function createSubject(): Promise<MessengerUnderTest> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-sandbox-'));
  const db = await openDatabase({ file: path.join(folder, 'gengfu.db'), key: Buffer.alloc(32, 7) });
  const clock = createClock();
  const log = openChatLog({ db, clock });
  const messenger = createSandbox({ log, team: async () => people, groups: async () => [chat], clock, texts });
  const messages = new Map<string, SandboxMessage>();
  log.onChange((message) => messages.set(message.id, message));
  let last: object = {};

  const post = async (route: string, body: object): Promise<Answer> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await messenger.routes!.request(`/sandbox/api/${route}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Answer;
  };

  return {
    messenger,
    driver: {
      chat,
      people,
      line: null,
      throttle: null,
      throttled: () => 0,
      // Cards of the sandbox never grow too old.
      expire: () => {},
      shown: (id) => seen(messages, id),
      shownTo: (person) => seen(messages, `@${person}`),
      async says({ person, text, quotes, pictures = [] }) {
        const named = people.reduce((typed, known) => typed.replaceAll(`@${known.id}`, `@${known.name}`), text);
        const files = pictures.map((bytes) => ({ name: 'p.jpg', data: Buffer.from(bytes).toString('base64') }));
        last = { chat, person, text: `@更夫 ${named}`, quotes, files, eventId: `said-${Math.random()}` };
        await post('say', last);
      },
      async repeatLast() {
        await post('say', last);
      },
      async tap(tapped) {
        const began = performance.now();
        const { toast, toastType, card, error } = await post('tap', tapped);
        return {
          ...(toast && toastType ? { toast: { type: toastType, text: toast } } : {}),
          redrawn: Boolean(card),
          failed: error !== undefined,
          elapsedMs: performance.now() - began,
        };
      },
    },
    async stop() {
      await messenger.stop();
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What stands in a chat as a person reads it on the page: text without tags, and whatever can be clicked away from it. */
function seen(messages: ReadonlyMap<string, SandboxMessage>, id: string): ShownMessage[] {
  return [...messages.values()]
    .filter((message) => message.chat === id && message.person === null)
    .sort((a, b) => a.place - b.place)
    .map((message) => {
      const html = renderMessage(message, { texts, people, now: Date.now() }) as string;
      return {
        messageId: message.id,
        text: message.kind === 'text' ? message.text : unescape(html.replace(/<[^>]*>/g, '')),
        mentions:
          message.kind === 'text' ? people.filter(({ name }) => message.text.startsWith(`@${name} `)).map(({ id }) => id) : [],
        links: [...html.matchAll(/<(?:a|img|iframe|script)\b[^>]*/g)].map(([tag]) => tag),
      };
    });
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
const unescape = (html: string): string => html.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity]!);
