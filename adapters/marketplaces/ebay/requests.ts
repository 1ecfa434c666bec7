import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { PolledEvent } from '../../../src/ports/marketplace.ts';
import type { EbayAccount } from './client.ts';
import { marketplaceOf } from './config.ts';
import { digest } from './digest.ts';
import type { PolledRequest, RequestKind } from './polled.ts';

interface Search {
  resource: string;
  idParameter: string;
  idMember: string;
  from: string;
  until: string;
}

/** Post-Order v2 (facts/marketplaces §4.4). Its public description leaves the queries out: their names are UNCONFIRMED. */
const searches: Record<RequestKind, Search> = {
  return: {
    resource: 'return',
    idParameter: 'return_id',
    idMember: 'returnId',
    from: 'creation_date_range_from',
    until: 'creation_date_range_to',
  },
  inquiry: {
    resource: 'inquiry',
    idParameter: 'inquiry_id',
    idMember: 'inquiryId',
    from: 'inquiry_creation_date_range_from',
    until: 'inquiry_creation_date_range_to',
  },
  case: {
    resource: 'casemanagement',
    idParameter: 'case_id',
    idMember: 'caseId',
    from: 'case_creation_date_range_from',
    until: 'case_creation_date_range_to',
  },
};

export const requestsPerPage = 200;

const answered = z.object({
  members: z.array(z.looseObject({})).default([]),
  total: z.number().optional(),
  paginationOutput: z.object({ totalEntries: z.number().optional() }).optional(),
});

/**
 * Returns, inquiries about items not received, or cases, by when they were opened: nothing lets one ask for what changed.
 * @throws MarketplaceError
 */
export async function searchRequests(
  account: EbayAccount,
  kind: RequestKind,
  which: { id: string } | { from: number; until: number; offset: number },
  now: number,
): Promise<{ events: PolledEvent[]; more: boolean }> {
  const { settings, store } = account;
  if (settings.postOrder === 'off') return { events: [], more: false };
  const { resource, idParameter, idMember, from, until } = searches[kind];
  const span = 'id' in which ? { [idParameter]: which.id } : { [from]: iso(which.from), [until]: iso(which.until) };
  const offset = 'id' in which ? 0 : which.offset;
  try {
    const { json } = await account.call({
      name: `search:${resource}`,
      method: 'GET',
      path: `/post-order/v2/${resource}/search`,
      query: { ...span, limit: requestsPerPage, offset },
      headers: {
        authorization: settings.postOrder,
        accept: 'application/json',
        'x-ebay-c-marketplace-id': marketplaceOf(settings, store),
      },
    });
    const { members, total, paginationOutput } = answered.parse(json);
    const all = total ?? paginationOutput?.totalEntries ?? members.length;
    const events = members.map((request) => {
      const body: PolledRequest = { kind, readAt: now, request };
      return { externalId: `${kind} ${String(request[idMember])} ${digest(request)}`, body: JSON.stringify(body) };
    });
    return { events, more: offset + members.length < all && members.length > 0 };
  } catch (error) {
    // Many methods were taken away in early 2026, which ones differs by date: the others go on without it.
    if (error instanceof MarketplaceError && error.fault === 'gone') return { events: [], more: false };
    throw error;
  }
}

const iso = (at: number): string => new Date(at).toISOString();
