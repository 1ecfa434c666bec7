import { Hono } from 'hono';
import type { Context } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { mayReadStatus } from '../health/status-link.ts';
import { readStatusPage } from '../health/read-status-page.ts';
import type { Mailboxes } from '../health/read-status-page.ts';
import { renderStatusPage } from './status-page.ts';

/** A page that is left open is fresh. */
const refreshSeconds = '30';

/** `/status`: on this machine, with the token, or with the pass that the bot gives a supervisor in a direct chat. */
export function statusRoutes(desk: Desk, parts: { mayRead: (c: Context) => boolean; mailboxes: Mailboxes }): Hono {
  const routes = new Hono();
  routes.get(
    '/status',
    secureHeaders({
      referrerPolicy: 'no-referrer',
      contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"] },
    }),
    async (c) => {
      if (!parts.mayRead(c) && !(await mayReadStatus(desk, c.req.query('pass'))))
        throw new GengfuError(
          'not_from_here',
          {},
          { message: 'the status is shown on this machine, or by the link that the bot gives supervisors in a direct chat' },
        );
      c.header('cache-control', 'no-store');
      c.header('refresh', refreshSeconds);
      return c.html(renderStatusPage(desk, await readStatusPage(desk, parts.mailboxes)));
    },
  );
  return routes;
}
