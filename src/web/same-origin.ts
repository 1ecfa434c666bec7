import type { MiddlewareHandler } from 'hono';

/**
 * Refuses changes asked for by a page of another origin. The sandbox has no log-in, so this is all that keeps a stranger's
 * page from tapping in a visitor's name. Programs send neither header and pass.
 */
export const sameOriginOnly: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  if (isForeign(c.req.header('sec-fetch-site'), c.req.header('origin'), c.req.header('host'))) {
    return c.json({ error: { code: 'foreign_origin', message: 'changes are only taken from this page itself' } }, 403);
  }
  return next();
};

/** Browsers send Sec-Fetch-Site to https and localhost only; elsewhere Origin has to do. */
function isForeign(site: string | undefined, origin: string | undefined, host: string | undefined): boolean {
  if (site) return site !== 'same-origin' && site !== 'none';
  if (!origin) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
