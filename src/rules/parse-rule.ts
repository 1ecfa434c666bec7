import type { Level } from '../../cards/card.ts';
import type { RuleCursor } from './create-rule-reader.ts';
import { createRuleReader, RULE_EXAMPLE } from './create-rule-reader.ts';
import { describeLimit } from './describe-limit.ts';
import { nearestPhrase } from './nearest-phrase.ts';
import type { Condition, RuleDefinition } from './rule-definition.ts';
import { firstSaid, MAX_DEPTH, ruleDefinition } from './rule-definition.ts';
import type { Phrase } from './rule-kind.ts';
import type { Leaf } from './rule-kinds.ts';
import { ruleKinds } from './rule-kinds.ts';
import { levelWords, ruleWords } from './rule-words.ts';

/*
 *   rule  = [when] or then level        `当 内容包含 "退款" 且 平台是 亚马逊 则 紧急`
 *   or    = and { "或" and }            and binds closer than or
 *   and   = unary { "且" unary }
 *   unary = "非" unary | "(" or ")" | leaf
 *   leaf  = a phrase of a kind and what that kind reads after it
 */

const phrases = new Map<string, Phrase<Leaf>>();
for (const kind of ruleKinds) {
  for (const phrase of kind.phrases) for (const words of [...phrase.says.zh, ...phrase.says.en]) phrases.set(words, phrase);
}
const openings = [...phrases.keys()];
const levels = Object.entries(levelWords).flatMap(([level, { zh, en, also }]) =>
  [zh, en, ...also].map((words) => [words, level as Level] as const),
);

/**
 * Reads a rule as people type it, Chinese or English or both.
 * @throws GengfuError invalid_rule with `{ at, found, expected, example, language }`: `at` is the character of `text` where reading
 * stopped, `expected` what could stand there (with `fault: 'unfit'`, why what stands there cannot be used), `example` the nearest right form to copy. Nothing typed is lost on the way.
 */
export function parseRule(text: string): RuleDefinition {
  const cursor = createRuleReader(text);
  cursor.take(ruleWords.when);
  const when = readOr(cursor, 0);
  cursor.showing(RULE_EXAMPLE[cursor.language]);
  if (cursor.take(ruleWords.then) === null) {
    cursor.fail(cursor.say('且、或,或者 则 紧急/重要/普通', 'and, or, then urgent/important/normal'));
  }
  const words = cursor.take(levels.map(([word]) => word));
  if (words === null) cursor.fail(cursor.say('紧急、重要 或 普通', 'urgent, important or normal'));
  if (!cursor.atEnd()) cursor.refuse(cursor.say('规则到级别为止,后面不能再写', 'nothing may follow the level'));
  const level = levels.find(([word]) => word === words)![1];

  // Lengths and ranges are the schema's business; what it refuses here was readable but cannot be stored.
  const checked = ruleDefinition.safeParse({ version: 1, when, level });
  if (!checked.success) {
    const issue = firstSaid(checked.error.issues[0]!);
    cursor.refuse(describeLimit(issue, cursor.language) ?? issue.message, 0);
  }
  return { version: 1, when, level };
}

function readOr(cursor: RuleCursor, depth: number): Condition {
  if (depth >= MAX_DEPTH) cursor.refuse(cursor.say(`括号最多 ${MAX_DEPTH} 层`, `at most ${MAX_DEPTH} levels of brackets`));
  const any = [readAnd(cursor, depth)];
  while (cursor.take(ruleWords.or) !== null) any.push(readAnd(cursor, depth));
  return any.length === 1 ? any[0]! : { any };
}

function readAnd(cursor: RuleCursor, depth: number): Condition {
  const all = [readUnary(cursor, depth)];
  while (cursor.take(ruleWords.and) !== null) all.push(readUnary(cursor, depth));
  return all.length === 1 ? all[0]! : { all };
}

function readUnary(cursor: RuleCursor, depth: number): Condition {
  const words = cursor.take([...openings, '(', ...ruleWords.not]);
  if (words === '(') {
    const inner = readOr(cursor, depth + 1);
    if (cursor.take([')']) === null) cursor.fail(')');
    return inner;
  }
  const phrase = words === null ? undefined : phrases.get(words);
  if (phrase) {
    cursor.showing(phrase.example[cursor.language]);
    const leaf = phrase.read(cursor);
    return phrase.negates ? { not: leaf } : leaf;
  }
  if (words !== null) {
    if (depth >= MAX_DEPTH) cursor.refuse(cursor.say(`最多 ${MAX_DEPTH} 层`, `at most ${MAX_DEPTH} levels`));
    return { not: readUnary(cursor, depth + 1) };
  }
  return unknownCondition(cursor);
}

function unknownCondition(cursor: RuleCursor): never {
  const nearest = nearestPhrase(cursor.ahead().replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, ''), openings);
  if (nearest !== null) cursor.showing(phrases.get(nearest)!.example[cursor.language]);
  const known = ruleKinds.flatMap(({ phrases: [phrase] }) => phrase?.says[cursor.language][0] ?? []);
  return cursor.fail(cursor.say(`一个条件: ${known.join('、')}`, `a condition: ${known.join(', ')}`));
}
