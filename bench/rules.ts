/**
 * Rules and keywords, on messages of 300 characters in five languages, normalisation included. Rule evaluations a second are
 * messages a second times rules. Every engine has to find the same hits before it is measured; the slow ones are given fewer
 * messages.
 */
import { compileRules } from '../src/rules/compile-rules.ts';
import type { MessageFacts } from '../src/rules/facts.ts';
import { createKeywordIndex } from '../src/rules/keyword-index.ts';
import { report, ratioTo } from './lib/report.ts';
import { inventRules, inventWords, ruleOf, writeMessages } from './lib/rule-world.ts';
import { keywordFinders } from './peers/keyword-finders.ts';
import type { CountFound } from './peers/keyword-finders.ts';
import { ruleEngines } from './peers/rule-engines.ts';

const shownRules = 200;
const measureMs = 1_500;

const words = inventWords(10_000);
const messages = writeMessages(2_000, words);
const rules = inventRules(words);

/** Goes round the messages until time is up. @returns messages a second, and microseconds of each */
async function measure<T>(sample: readonly T[], work: (message: T) => unknown): Promise<{ rate: number; times: number[] }> {
  for (const message of sample.slice(0, 200)) await work(message);
  const times: number[] = [];
  const end = performance.now() + measureMs;
  let spent = 0;
  for (let index = 0; performance.now() < end; index++) {
    const started = performance.now();
    const answer = work(sample[index % sample.length]!);
    if (answer instanceof Promise) await answer;
    const took = performance.now() - started;
    spent += took;
    times.push(took * 1_000);
  }
  return { rate: Math.round((times.length * 1_000) / spent), times: times.sort((a, b) => a - b) };
}

async function totalOf<T>(sample: readonly T[], count: (message: T) => number | Promise<number>): Promise<number> {
  let total = 0;
  for (const message of sample) total += await count(message);
  return total;
}

function mustAgree(name: string, theirs: number, ours: number): void {
  if (theirs !== ours) throw new Error(`${name} finds ${theirs} hits where we find ${ours}`);
}

const matching = (count: number): ((facts: MessageFacts) => number) => {
  const matcher = compileRules(rules.slice(0, count).map(ruleOf));
  return (facts) => matcher.match(facts).length;
};

const evaluations: Record<string, number> = {};
for (const count of [10, shownRules, 1_000])
  evaluations[`${count} rules`] = (await measure(messages, matching(count))).rate * count;
const ours = await measure(messages, matching(shownRules));
const peers: Record<string, number> = {};
for (const [name, create] of Object.entries(ruleEngines)) {
  const count = create(rules.slice(0, shownRules));
  const few = messages.slice(0, 300);
  mustAgree(name, await totalOf(few, count), await totalOf(few, matching(shownRules)));
  peers[name] = (await measure(few, count)).rate * shownRules;
}

const finding = (list: readonly string[]): CountFound => {
  let triggers = 0;
  const index = createKeywordIndex(() => triggers++);
  for (const word of list) index.add(`*${word}*`);
  return (text) => {
    const found = new Set<number>();
    index.scan(text, (trigger) => found.add(trigger));
    return found.size;
  };
};

const texts = messages.map(({ text }) => text);
const keywords: Record<string, Record<string, number>> = {};
for (const count of [1_000, 10_000]) {
  const list = words.slice(0, count);
  const rates: Record<string, number> = { ours: (await measure(texts, finding(list))).rate };
  for (const [name, create] of Object.entries(keywordFinders)) {
    const few = texts.slice(0, 300);
    const count = create(list);
    mustAgree(name, await totalOf(few, count), await totalOf(few, finding(list)));
    rates[name] = (await measure(few, count)).rate;
  }
  keywords[`${count} keywords, messages/s`] = rates;
}
const [thousand, tenThousand] = Object.values(keywords);

report({
  bench: 'rules',
  unit: `rule evaluations/s, ${shownRules} rules of ten keywords`,
  ours: ours.rate * shownRules,
  peers,
  ratio: ratioTo(ours.rate * shownRules, peers),
  p50: Math.round(ours.times[ours.times.length >> 1]!) / 1_000,
  p99: Math.round(ours.times[Math.floor(ours.times.length * 0.99)]!) / 1_000,
  evaluations,
  ...keywords,
  'cost of 10,000 keywords over 1,000': Math.round((thousand!.ours! / tenThousand!.ours!) * 100) / 100,
});
