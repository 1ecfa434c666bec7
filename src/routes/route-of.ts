import { countryNames } from '../rules/region-names.ts';
import { topicNames } from '../rules/topic-names.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import type { Route, RouteScope } from './route-definition.ts';

/** What routes ask about; of trouble with a store the ticket's part is null. */
export interface Routed {
  store: Pick<StoreRecord, 'id' | 'platform' | 'site'> | undefined;
  language: string | null;
  topic: string | null;
  level: string | null;
}

/** The first route that fits and has a say in this: later ones are not asked. */
export const routeOf = (routes: readonly Route[], routed: Routed, say: 'chats' | 'people'): Route | undefined =>
  routes.find((route) => fits(route.when, routed) && (say === 'chats' ? route.chats.length > 0 : route.people !== null));

function fits(when: RouteScope, { store, language, topic, level }: Routed): boolean {
  const named = topic === null ? null : (topicNames.idOf(topic) ?? topic);
  return (
    holds(when.stores, store?.id) &&
    holds(when.platforms, store?.platform) &&
    holds(when.countries, store && (countryNames.idOf(store.site) ?? store.site)) &&
    (holds(when.languages, language) || holds(when.languages, language?.split('-')[0])) &&
    holds(when.topics, named) &&
    holds(when.levels, level)
  );
}

const holds = (list: readonly string[] | undefined, value: string | null | undefined): boolean =>
  list === undefined || (value !== null && value !== undefined && list.includes(value));
