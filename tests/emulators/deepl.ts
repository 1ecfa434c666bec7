import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

export interface DeepLEmulator {
  url: string;
  key: string;
  /** Form bodies of all translate requests, in order. */
  requests: URLSearchParams[];
  /** The next `times` requests get this status: 403, 429, 456, 500, 503 … */
  fail(status: number, times: number): void;
  /** Every answer waits this long. */
  slow: (ms: number) => void;
  stop: () => Promise<void>;
}

/** https://developers.deepl.com/docs/getting-started/supported-languages, the ones the tests use. */
const targetLanguages = new Set([
  'DE',
  'EN-US',
  'EN-GB',
  'ES',
  'FR',
  'ID',
  'IT',
  'JA',
  'MS',
  'PT-BR',
  'PT-PT',
  'TH',
  'ZH-HANS',
  'ZH-HANT',
]);
const largestBody = 128 * 1024;

/**
 * POST /v2/translate as https://developers.deepl.com/docs/api-reference/translate describes it: header authentication,
 * strict XML with `tag_handling_version=v2`, ignored tags that come back untouched.
 * @param phrases what it can translate, by source text; anything else comes back marked with the target language.
 */
export async function startDeepLEmulator(phrases: Readonly<Record<string, string>> = {}): Promise<DeepLEmulator> {
  const key = 'emulated-key:fx';
  const requests: URLSearchParams[] = [];
  let failure = { status: 500, times: 0 };
  let delayMs = 0;

  const app = new Hono();
  app.post('/v2/translate', async (context) => {
    const body = await context.req.text();
    const form = new URLSearchParams(body);
    requests.push(form);
    if (delayMs > 0) await sleep(delayMs);
    if (context.req.header('authorization') !== `DeepL-Auth-Key ${key}`)
      return Response.json({ message: 'Forbidden' }, { status: 403 });
    if (failure.times > 0) {
      failure = { ...failure, times: failure.times - 1 };
      return Response.json({ message: messageFor(failure.status) }, { status: failure.status });
    }
    if (body.length > largestBody) return Response.json({ message: 'Request size limit exceeded' }, { status: 413 });
    const target = (form.get('target_lang') ?? '').toUpperCase();
    if (!targetLanguages.has(target))
      return Response.json({ message: "Value for 'target_lang' not supported." }, { status: 400 });
    const texts = form.getAll('text');
    const ignored = form.get('tag_handling') === 'xml' ? (form.get('ignore_tags') ?? '').split(',').filter(Boolean) : [];
    if (form.get('tag_handling') === 'xml' && !texts.every(isWellFormed)) {
      return Response.json({ message: 'Tag handling parsing failed, please check input.' }, { status: 400 });
    }
    return Response.json({
      translations: texts.map((text) => ({
        detected_source_language: form.get('source_lang') ?? 'DE',
        text: translate(text, { target, ignored, phrases }),
        billed_characters: text.length,
      })),
    });
  });

  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    key,
    requests,
    fail(status, times) {
      failure = { status, times };
    },
    slow(ms) {
      delayMs = ms;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Clients keep connections open for seconds after their last request.
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** Known phrases are replaced between the ignored elements; an unknown text is marked so that a test can see it. */
function translate(
  text: string,
  options: { target: string; ignored: string[]; phrases: Readonly<Record<string, string>> },
): string {
  let known = false;
  const piece = (words: string) => {
    const translated = options.phrases[words.trim()];
    known ||= translated !== undefined;
    return translated === undefined ? words : words.replace(words.trim(), translated);
  };
  if (options.ignored.length === 0) return mark(piece(text), known, options.target);
  const elements = new RegExp(`(<(?:${options.ignored.join('|')})\\b[^>]*>.*?</(?:${options.ignored.join('|')})>)`, 'su');
  const translated = text
    .split(elements)
    .map((part, index) => (index % 2 === 1 ? part : piece(part)))
    .join('');
  return mark(translated, known, options.target);
}

function mark(text: string, known: boolean, target: string): string {
  return known ? text : `[${target}] ${text}`;
}

/** Enough of XML for what clients send: balanced elements, no bare `<` or `&`. */
function isWellFormed(text: string): boolean {
  const open: string[] = [];
  const rest = text.replace(
    /<(\/?)([a-z][\w-]*)(?:\s+[\w-]+="[^"<]*")*\s*(\/?)>/giu,
    (_, closing: string, name: string, empty: string) => {
      if (closing !== '') return open.pop() === name ? '' : '<';
      if (empty === '') open.push(name);
      return '';
    },
  );
  return open.length === 0 && !/<|&(?!amp;|lt;|gt;|quot;|apos;|#\d+;)/u.test(rest);
}

function messageFor(status: number): string {
  const messages: Readonly<Record<number, string>> = {
    429: 'Too many requests',
    456: 'Quota Exceeded',
    503: 'Resource currently unavailable',
  };
  return messages[status] ?? 'Internal error';
}
