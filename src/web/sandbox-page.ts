import type { Context } from 'hono';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';
import * as z from 'zod';
import { parseTime } from '../commands/grammar/parse-time.ts';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { demoChat, demoTeam } from '../sandbox/install-demo.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { assetRoutes } from './assets.ts';
import type { CardPreview } from './card-preview.ts';
import { renderPreviews } from './page-preview.ts';
import { renderPage } from './page-shell.ts';
import type { Html } from './html.ts';
import { readChat } from './read-chat.ts';
import type { SandboxChat, SandboxMessage } from './sandbox-chat.ts';

const number = z.coerce.number().int().min(0);
const rangeQuery = z.union([z.object({ after: number }), z.object({ before: number }), z.object({ cardsFrom: number })]);

/** Behind every place a message can have. */
const newest = 2 ** 31 - 1;

/** The sandbox page at `/`: the team's group, the buyers and the clock. It speaks the JSON interface; only pictures come from here. */
export function sandboxPage(desk: Desk, sandbox: SandboxChat, previews: () => Promise<readonly CardPreview[]>): Hono {
  const page = new Hono();
  const headers = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    // Not https: the sandbox is on localhost.
    strictTransportSecurity: false,
  });

  page.get('/', headers, async (c) => {
    const messages = await readChat(desk, sandbox, demoChat, { before: newest });
    return c.html(
      renderPage({
        texts: textsOf(desk),
        chat: { id: demoChat, name: desk.chats.find('sandbox', demoChat)?.name ?? demoChat },
        stores: desk.stores.all().filter(({ settings }) => settings.sandbox),
        zone: desk.settings.get('zone'),
        hasAdmin: (await desk.db.read.person.count({ where: { role: 'admin' } })) > 0,
        messages: drawn(messages),
        seq: Math.max(0, ...messages.map(({ seq }) => seq)),
        full: messages.length > 0 && messages[0]!.place > 1,
      }),
      200,
      { 'cache-control': 'no-store' },
    );
  });

  page.get('/sandbox/view/messages', headers, async (c) =>
    c.html(html`${drawn(await readChat(desk, sandbox, demoChat, rangeOf(c)))}`),
  );

  page.get('/sandbox/view/preview', headers, async (c) => {
    const [message] = await readChat(desk, sandbox, demoChat, { id: c.req.query('message') ?? '' });
    if (!message?.card) throw new GengfuError('not_found', {}, { message: 'no such card' });
    return c.html(renderPreviews(message.card, await previews(), textsOf(desk)));
  });

  page.get('/sandbox/view/now', (c) => {
    const now = desk.clock.now();
    const zone = desk.settings.get('zone');
    return c.json({
      now,
      morning: parseTime('明早9点', { now, zone }),
      working: desk.hours.calendar().isOpen(now),
      language: desk.settings.get('language'),
    });
  });

  page.route('/', assetRoutes());
  return page;

  function drawn(messages: SandboxMessage[]): Html[] {
    const options = { texts: textsOf(desk), people: demoTeam, now: desk.clock.now() };
    return messages.map((message) => sandbox.draw(message, options));
  }
}

function rangeOf(c: Context) {
  const range = rangeQuery.safeParse(c.req.query());
  if (!range.success)
    throw new GengfuError('invalid_input', { field: 'after' }, { message: 'after, before or cardsFrom: a number' });
  return range.data;
}
