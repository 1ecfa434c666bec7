import type { Refusal } from './refusal.ts';

export interface Page {
  limit: number;
  offset: number;
}

/** Reads `limit` and `offset` as every REST API of eBay has them. */
export function pageOf(
  query: URLSearchParams,
  rules: { standard: number; longest: number; badLimit: (value: string) => Refusal; badOffset: (value: string) => Refusal },
): Page {
  const limit = query.get('limit') ?? String(rules.standard);
  const offset = query.get('offset') ?? '0';
  if (!/^\d+$/.test(limit) || Number(limit) < 1 || Number(limit) > rules.longest) throw rules.badLimit(limit);
  if (!/^\d+$/.test(offset)) throw rules.badOffset(offset);
  return { limit: Number(limit), offset: Number(offset) };
}

/** The members of an answer that say where in the list it stands. */
export function pageLinks(url: string, page: Page, total: number): Record<string, unknown> {
  const at = (offset: number): string => {
    const link = new URL(url);
    link.searchParams.set('limit', String(page.limit));
    link.searchParams.set('offset', String(offset));
    return link.href;
  };
  return {
    href: url,
    limit: page.limit,
    offset: page.offset,
    total,
    ...(page.offset + page.limit < total ? { next: at(page.offset + page.limit) } : {}),
    ...(page.offset > 0 ? { prev: at(Math.max(0, page.offset - page.limit)) } : {}),
  };
}
