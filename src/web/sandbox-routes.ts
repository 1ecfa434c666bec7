import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import * as z from 'zod';
import type { MovableClock } from '../clock.ts';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { InboxProcessor } from '../inbox/process-inbox.ts';
import { demoTeam } from '../sandbox/install-demo.ts';
import { givenFiles } from './given-file.ts';
import { readJson } from './read-json.ts';
import { sameOriginOnly } from './same-origin.ts';

const buyerRequest = z
  .object({
    store: z.string(),
    buyer: z.string().min(1).max(100),
    text: z.string().max(200_000),
    files: givenFiles,
    order: z.string().max(100).optional(),
    product: z.string().max(300).optional(),
    /** The same id again is the same message. */
    eventId: z.string().min(1).max(200).optional(),
  })
  .refine(({ text, files }) => text !== '' || files.length > 0, { path: ['text'], message: 'words or files' });

/** A hundred years would overflow timers that count in days. */
const clockRequest = z.object({
  advanceSeconds: z
    .number()
    .int()
    .min(0)
    .max(366 * 86_400),
});

/** The sandbox's JSON interface beside the chat: buyers, the clock, and what the make-believe marketplace received. */
export function sandboxRoutes(options: {
  desk: Desk;
  clock: MovableClock;
  inbox: Inbox;
  processor: InboxProcessor;
  outbound: (store?: string) => Promise<unknown[]>;
}): Hono {
  const { desk, clock, inbox, processor } = options;
  const routes = new Hono();
  routes.use('/sandbox/*', sameOriginOnly);

  routes.post('/sandbox/api/buyer', async (c) => {
    const { store, eventId = randomUUID(), ...words } = await readJson(c, buyerRequest);
    insistOnStore(store);
    const stored = await inbox.store({
      storeId: store,
      source: 'sandbox',
      externalId: eventId,
      body: Buffer.from(JSON.stringify(words)),
    });
    const { ticket } = stored.duplicate ? await outcomeOfFirst(store, eventId) : await processor.outcomeOf(stored.id);
    return c.json({ messageId: eventId, ticket: ticket ?? undefined, duplicate: stored.duplicate });
  });

  function insistOnStore(store: string): void {
    if (desk.stores.get(store)) return;
    const known = desk.stores.all().map(({ id }) => id);
    throw new GengfuError(
      'unknown_store',
      { store },
      { message: `there is no store "${store}"; there are: ${known.join(', ')}` },
    );
  }

  async function outcomeOfFirst(storeId: string, externalId: string): Promise<{ ticket: number | null }> {
    const first = await desk.db.read.inboxEvent.findUniqueOrThrow({
      where: { storeId_source_externalId: { storeId, source: 'sandbox', externalId } },
      select: { id: true },
    });
    return processor.outcomeOf(first.id);
  }

  routes.post('/sandbox/api/clock', async (c) => {
    const { advanceSeconds } = await readJson(c, clockRequest);
    await desk.db.write((tx) =>
      desk.settings.set(tx, 'clockOffsetMs', desk.settings.get('clockOffsetMs') + advanceSeconds * 1000),
    );
    clock.advance(advanceSeconds * 1000);
    return c.json({ now: new Date(clock.now()).toISOString() });
  });

  routes.get('/sandbox/api/outbound', async (c) => {
    const store = c.req.query('store');
    if (store) insistOnStore(store);
    return c.json({ replies: await options.outbound(store) });
  });

  routes.get('/sandbox/api/scene', (c) =>
    c.json({
      now: new Date(clock.now()).toISOString(),
      zone: desk.settings.get('zone'),
      language: desk.settings.get('language'),
      stores: desk.stores
        .all()
        .filter(({ settings }) => settings.sandbox)
        .map(({ id, name, platform, site, locale }) => ({ id, name, platform, site, locale })),
      people: demoTeam,
      chats: desk.chats
        .alertChats()
        .filter(({ messenger }) => messenger === 'sandbox')
        .map(({ externalId, name }) => ({ id: externalId, name })),
    }),
  );

  return routes;
}
