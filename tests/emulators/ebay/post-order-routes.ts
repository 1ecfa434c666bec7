import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { pageOf } from './paging.ts';
import { caseView, inquiryView, returnView } from './post-order-view.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Request, World } from './world.ts';

export interface PostOrderRules {
  /** Sellers of the EU and UK sign refunds (facts/marketplaces §4.1). */
  digitalSignatures: 'asked' | 'not_asked';
  /** Paths that answer 410: many methods were taken away in early 2026, which ones differs by date (§4.4). */
  decommissioned: readonly RegExp[];
}

const views = { return: returnView, inquiry: inquiryView, casemanagement: caseView };
const idNames = { return: 'return_id', inquiry: 'inquiry_id', casemanagement: 'case_id' };
const actions = {
  return: ['decide', 'issue_refund', 'send_message', 'mark_as_received'],
  inquiry: ['send_message', 'issue_refund', 'provide_shipment_info'],
  casemanagement: [],
} satisfies Record<Request['kind'], string[]>;
const signatureHeaders = ['content-digest', 'signature-input', 'signature', 'x-ebay-signature-key'];

/** Codes of Post-Order are UNCONFIRMED; the status and the shape of `errors` are what may be relied upon. */
const badRequest = (message: string, status = 400): Refusal =>
  refusal(status, { errorId: 1616, domain: 'returnErrorDomain', message });

/** `post-order/v2`: searches, single requests, and what a seller does with them (facts/marketplaces §4.4). */
export function postOrderRoutes(world: World, rules: PostOrderRules): Hono {
  const routes = new Hono();
  const kinds = ':kind{return|inquiry|casemanagement}';

  routes.use(async (context, next) => {
    if (rules.decommissioned.some((path) => path.test(context.req.path))) throw badRequest('This call was decommissioned.', 410);
    await next();
  });

  routes.get(`/${kinds}/search`, (context) => {
    const kind = context.req.param('kind') as Request['kind'];
    const query = new URL(context.req.url).searchParams;
    const wrong = () => badRequest('The limit or offset is invalid.');
    const page = pageOf(query, { standard: 25, longest: 200, badLimit: wrong, badOffset: wrong });
    const found = world.requests.filter((request) => request.kind === kind && matches(request, query));
    found.sort((one, other) => other.createdAt - one.createdAt);
    const totalPages = Math.ceil(found.length / page.limit);
    return context.json({
      members: found.slice(page.offset, page.offset + page.limit).map((request) => views[kind](world, request)),
      total: found.length,
      paginationOutput: { ...page, totalPages, totalEntries: found.length },
    });
  });

  routes.get(`/${kinds}/:id`, (context) => {
    const request = known(context);
    const summary = views[request.kind](world, request);
    return context.json(request.kind === 'return' ? { summary, detail: { returnId: request.id } } : summary);
  });

  routes.post(`/${kinds}/:id/:action`, async (context) => {
    const request = known(context);
    const action = context.req.param('action');
    if (!(actions[request.kind] as string[]).includes(action)) throw badRequest('Unknown method.', 404);
    const body = await context.req.text();
    if (action === 'issue_refund' && rules.digitalSignatures === 'asked') checkSignature(context, body);
    act(world, request, action, body);
    return context.json({});
  });

  function known(context: Context): Request {
    const { kind, id } = context.req.param() as { kind: string; id: string };
    const request = world.requests.find((each) => each.kind === kind && each.id === id);
    if (!request) throw badRequest(`${id} is not a valid id.`, 404);
    return request;
  }
  return routes;
}

function matches(request: Request, query: URLSearchParams): boolean {
  const from = query.get('creation_date_range_from') ?? query.get('inquiry_creation_date_range_from');
  const to = query.get('creation_date_range_to') ?? query.get('inquiry_creation_date_range_to');
  const is = (name: string, value: string) => (query.get(name) ?? value) === value;
  const state = query.get('return_state') ?? query.get('inquiry_status') ?? query.get('case_status_filter');
  const inState =
    state === null || state === request.status || state === request.state || (state === 'ALL_OPEN' && request.state !== 'CLOSED');
  // An open range ends after 90 days, not today.
  const end = to === null ? (from === null ? Infinity : Date.parse(from) + 90 * 86_400_000) : Date.parse(to);
  return (
    inState &&
    request.createdAt >= (from === null ? -Infinity : Date.parse(from)) &&
    request.createdAt <= end &&
    is('order_id', request.order) &&
    is('item_id', request.item) &&
    is(idNames[request.kind], request.id)
  );
}

function act(world: World, request: Request, action: string, body: string): void {
  const asked = (body ? JSON.parse(body) : {}) as { message?: { content?: string } | string };
  request.modifiedAt = world.now();
  if (action === 'send_message') {
    const text = typeof asked.message === 'string' ? asked.message : (asked.message?.content ?? '');
    if (text === '') throw badRequest('The message is empty.');
    request.said.push({ by: world.seller.username, text, at: world.now() });
  } else if (action === 'issue_refund') {
    request.state = 'CLOSED';
    request.status = 'CLOSED';
  }
}

/** That all four headers are there and the digest is of this body; the signature itself is not looked at. */
function checkSignature(context: Context, body: string): void {
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  const present = signatureHeaders.every((name) => context.req.header(name));
  if (!present || context.req.header('content-digest') !== digest)
    throw refusal(403, { errorId: 215_001, domain: 'ACCESS', message: 'Missing or invalid digital signature headers.' });
}
