import type { Language } from '../clocks/language.ts';
import { createRuleReader } from '../rules/create-rule-reader.ts';
import { ruleWords } from '../rules/rule-words.ts';
import { routeScope } from './route-definition.ts';
import type { RouteScope } from './route-definition.ts';
import { routeFields } from './route-scopes.ts';

export const routeExample: Readonly<Record<Language, string>> = {
  zh: '当 语言是 德语 且 级别是 紧急 则 本群 @陈晨',
  en: 'when language is german and level is urgent then here @Chen',
};

const everything = ['全部', '所有', 'everything', 'all'];

/**
 * Reads what a route asks of a ticket: `当 语言是 德语,法语 且 级别是 紧急`, or `当 全部`.
 * @throws GengfuError invalid_rule, as a rule's words do
 */
export function parseRouteScope(text: string, stores: readonly { id: string; name: string }[]): RouteScope {
  const cursor = createRuleReader(text);
  const fields = routeFields(stores);
  cursor.showing(routeExample[cursor.language]);
  cursor.take(ruleWords.when);
  const when: Record<string, string[]> = {};
  if (cursor.take(everything) === null) {
    do {
      const phrase = cursor.take(fields.flatMap(({ says }) => [...says.zh, ...says.en]));
      const field = fields.find(({ says }) => [...says.zh, ...says.en].some((words) => words === phrase));
      if (!field || field.key in when) {
        const known = fields.filter(({ key }) => !(key in when)).map(({ says }) => says[cursor.language][0]);
        return cursor.fail(cursor.say(`${known.join('、')} 或 全部`, `${known.join(', ')}, or everything`));
      }
      when[field.key] = [...new Set(cursor.named(field.values, 'refused'))];
    } while (cursor.take(ruleWords.and) !== null);
  }
  if (!cursor.atEnd()) cursor.fail(cursor.say('且、或者 则 谁', 'and, or then whom'));
  return routeScope.parse(when);
}
