import type { zhRoute } from './zh-route.ts';

/** The same, in English. */
export const enRoute: Record<keyof typeof zhRoute, string> = {
  'route.none':
    'No routes: cards go to every group with alerts on, and the first on the roster hears first.\nAdd one: /route add when language is german and level is urgent then here @Chen',
  'route.order': 'From the top, the first that fits counts:',
  'route.line': '{number} · {when} → {to}',
  'route.everything': 'everything',
  'route.here': 'this group',
  'route.group_in': 'a group in {messenger}',
  'route.least_busy': 'the least busy on duty',
  'route.least_busy_of': 'the least busy of {people}',
  'route.targets': 'here, least busy, @name',
  'route.added': 'Route added: {route}\nNew tickets follow it; cards that stand stay where they are',
  'route.no_roster': 'There is no roster yet: people hear first once they have a shift. /roster add @Chen Mon-Fri 9:00-18:00',
  'route.not_rostered': '{people} is not on the roster and will not be called first. /roster add @name mon-fri 9:00-18:00',
  'route.chat_gone': 'a group that is gone',
  'route.removed': 'Route {number} is gone',
  'error.unknown_route': 'There is no route {number}. /route shows them all',
  'why.route_chats': 'Cards in {chats}: route {route}',
  'why.route': '{number} ({when})',
  'why.route_gone': '{number} (gone since)',
  'why.by_route': '{person} by route {route}, with {load} open tickets then',
  'help.route': 'which tickets go to which group, and who hears first',
  'help.route_add':
    'by store, platform, country, language, topic and level: which group, and who hears first; “least busy” is whoever on duty has fewest tickets',
  'help.route_off': 'remove a route',
};
