import * as z from 'zod';

const some = z.array(z.string()).min(1).max(100);

/** What a route asks of a ticket: one of each list that is there. */
export const routeScope = z.strictObject({
  /** Ids. */
  stores: some.optional(),
  platforms: some.optional(),
  /** ISO 3166, lower case. */
  countries: some.optional(),
  /** BCP 47; `pt` means every country's. */
  languages: some.optional(),
  topics: some.optional(),
  levels: z
    .array(z.enum(['urgent', 'important', 'normal']))
    .min(1)
    .optional(),
});
export type RouteScope = z.infer<typeof routeScope>;

/** A route as stored in Route.definition. */
export const routeDefinition = z.strictObject({
  version: z.literal(1).default(1),
  when: routeScope,
  /** Ids of the chats where its cards stand; none = the usual ones. */
  chats: z.array(z.string()).max(20),
  /** Who is told first: `null` = as the roster says, a list = one of these people, `anyone` = whoever is on duty. The least busy of them. */
  people: z.union([z.literal('anyone'), z.array(z.string()).min(1).max(50)]).nullable(),
});
export type RouteDefinition = z.infer<typeof routeDefinition>;

export interface Route extends RouteDefinition {
  /** People say it: `/route off 3`. */
  number: number;
}
