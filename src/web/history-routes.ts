import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { stream } from 'hono/streaming';
import * as z from 'zod';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { historyCsv } from '../history/history-csv.ts';
import { historyStates } from '../history/history-filter.ts';
import type { HistoryFilter } from '../history/history-filter.ts';
import { mayReadHistory } from '../history/history-link.ts';
import { readHistory } from '../history/read-history.ts';
import { renderHistoryPage } from './history-page.ts';

const dayMs = 86_400_000;
const pageSize = 50;
const choice = <T extends string>(values: readonly [T, ...T[]]) => z.enum(values).optional().catch(undefined);
const id = z.string().min(1).max(80).optional().catch(undefined);

/** Everything optional: an empty field of the form is no filter. */
const asked = z.object({
  rule: id,
  store: id,
  person: id,
  level: choice(['urgent', 'important', 'normal']),
  state: choice(historyStates),
  days: z.coerce.number().int().min(1).max(3650).catch(7),
  after: z
    .string()
    .regex(/^\d{1,15}_[\w-]{1,60}$/)
    .optional()
    .catch(undefined),
});
export type HistoryAsked = z.infer<typeof asked>;

/** `/history?pass=`: all alerts, with filters, and as CSV. The pass comes from the bot in a direct chat, for one supervisor. */
export function historyRoutes(desk: Desk): Hono {
  const routes = new Hono();
  for (const path of ['/history', '/history.csv'])
    routes.use(
      path,
      secureHeaders({
        referrerPolicy: 'no-referrer',
        contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], formAction: ["'self'"] },
      }),
      async (c, next) => {
        if (!(await mayReadHistory(desk, c.req.query('pass'))))
          throw new GengfuError(
            'consent_refused',
            {},
            { message: 'this link is not valid (any more); ask the bot for a new one' },
          );
        c.header('cache-control', 'no-store');
        await next();
      },
    );
  routes.get('/history', async (c) => {
    const query = asked.parse(c.req.query());
    const [, at, id = ''] = /^(\d+)_(.+)$/.exec(query.after ?? '') ?? [];
    const after = at === undefined ? undefined : { at: Number(at), id };
    const [entries, rules, people] = await Promise.all([
      readHistory(desk, filterOf(query), { size: pageSize + 1, after }),
      desk.db.read.rule.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } }),
      desk.db.read.person.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } }),
    ]);
    const last = entries.length > pageSize ? entries[pageSize - 1] : undefined;
    return c.html(
      renderHistoryPage(desk, {
        pass: c.req.query('pass')!,
        query,
        rules,
        people,
        entries: entries.slice(0, pageSize),
        next: last ? `${last.at}_${last.id}` : null,
      }),
    );
  });
  routes.get('/history.csv', (c) => {
    const filter = filterOf(asked.parse(c.req.query()));
    c.header('content-type', 'text/csv; charset=utf-8');
    c.header('content-disposition', 'attachment; filename="gengfu-history.csv"');
    return stream(c, async (out) => {
      for await (const part of historyCsv(desk, filter)) {
        if (out.aborted) return;
        await out.write(part);
      }
    });
  });
  return routes;

  function filterOf({ rule, store, person, level, state, days }: HistoryAsked): HistoryFilter {
    const since = desk.clock.now() - days * dayMs;
    return { since, ruleId: rule, storeId: store, personId: person, level, state };
  }
}
