import { GengfuError } from '../errors.ts';
import type { Desk } from '../desk.ts';
import { addRoute } from '../routes/change-routes.ts';
import { describeRoute } from '../routes/describe-route.ts';
import { parseRouteScope, routeExample } from '../routes/parse-route-scope.ts';
import type { RouteDefinition } from '../routes/route-definition.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import type { Spoken } from './command.ts';
import { readPeople } from './read-people.ts';

const then = /^(.*)(?:则|那么|就|(?<=\s)then(?=\s|$)|->|→|=>)(.*)$/isu;
const here = /^(?:本群|这个群|这里|this (?:group|chat)|here)(?![a-z])/iu;
const leastBusy = /^(?:值班)?(?:里|中)?(?:手上)?最闲的?人?|^(?:the )?least busy(?: on duty)?(?![a-z])/iu;
/** Nobody is called by that. */
const everybody = /^[@＠]?(?:所有人|全体|大家|all(?![a-z])|everyone)/iu;
const joint = /^[\s,;、\uFF0C\uFF1B]+|^(?:和|and(?=\s))/iu;

/** `/路由 新建 当 语言是 德语 且 级别是 紧急 则 本群 @陈晨 @王磊`: cards into this group, and the less busy of the two first. */
export const routeAdd = defineCommand({
  spec: {
    name: 'route add',
    zh: ['路由 新建', '路由 添加'],
    aliases: ['route new'],
    params: [{ name: 'route', kind: 'rest', label: { zh: '条件和去处', en: 'condition and where to' } }],
    example: {
      zh: '/路由 新建 当 语言是 德语 且 级别是 紧急 则 本群 @陈晨',
      en: '/route add when language is german and level is urgent then here @Chen',
    },
  },
  about: 'help.route_add',
  least: 'supervisor',
  async run(desk, { route: typed }, spoken) {
    const texts = textsOf(desk);
    const [, condition, targets = ''] = then.exec(typed) ?? [undefined, typed, ''];
    const when = parseRouteScope(condition ?? typed, desk.stores.all());
    const definition: RouteDefinition = {
      version: 1,
      when,
      ...(await readTargets(desk, spoken, { route: typed, typed: targets })),
    };
    const added = await addRoute(desk, { definition, by: spoken.by });
    const lines = [texts('route.added', { route: await describeRoute(desk, added, spoken.chat.id) })];
    lines.push(...(await whoIsNotOn(desk, added)));
    return { text: lines.join('\n') };
  },
});

/** Where to and whom, in any order. @throws GengfuError invalid_rule | unreachable_target | not_a_group | unknown_person | colleague_may_not */
async function readTargets(
  desk: Desk,
  spoken: Spoken,
  { route, typed }: { route: string; typed: string },
): Promise<Pick<RouteDefinition, 'chats' | 'people'>> {
  const chats = new Set<string>();
  const people = new Set<string>();
  let anyone = false;
  let rest = typed.trim();
  if (rest === '') {
    const { language } = textsOf(desk);
    const expected = textsOf(desk)('route.targets');
    throw new GengfuError('invalid_rule', { at: route.length, found: '', expected, example: routeExample[language], language });
  }
  do {
    const place = here.exec(rest);
    const idle = leastBusy.exec(rest);
    if (everybody.test(rest)) throw new GengfuError('unreachable_target', { typed: rest.slice(0, 20) });
    const found = await readPeople(desk, spoken, rest);
    if (place && spoken.chat.kind === 'direct') throw new GengfuError('not_a_group');
    if (place) chats.add(spoken.chat.id);
    else if (idle) anyone = true;
    else if (found.people.length > 0) found.people.forEach((person) => people.add(person));
    else throw new GengfuError('unreachable_target', { typed: rest.slice(0, 20) });
    rest = place ? rest.slice(place[0].length) : idle ? rest.slice(idle[0].length) : found.rest;
    while (joint.test(rest)) rest = rest.replace(joint, '');
  } while (rest !== '');
  return { chats: [...chats], people: people.size > 0 ? [...people] : anyone ? 'anyone' : null };
}

/** Who was named and is never on duty is not called first: that is said at once. */
async function whoIsNotOn(desk: Desk, { people }: RouteDefinition): Promise<string[]> {
  const texts = textsOf(desk);
  if (people === null) return [];
  if (!desk.roster.isKept()) return [texts('route.no_roster')];
  if (people === 'anyone') return [];
  const rostered = new Set(desk.roster.roster().lines.flatMap((line) => (line.kind === 'cover' ? [line.person] : line.people)));
  const off = people.filter((id) => !rostered.has(id));
  if (off.length === 0) return [];
  const known = await desk.db.read.person.findMany({ where: { id: { in: off } } });
  const names = known.map(({ name }) => name).join(texts.language === 'zh' ? '、' : ', ');
  return [texts('route.not_rostered', { people: names })];
}
