/**
 * Messages a second through 10 and 1,000 rules of ten keywords each, beside an `includes()` loop over the same keywords and
 * beside asking every rule in turn. `--json` prints one object for the thousand rules; p50 and p99 are microseconds a message.
 */
import { compileRules } from '../src/rules/compile-rules.ts';
import type { Matcher, Rule } from '../src/rules/compile-rules.ts';
import type { MessageFacts } from '../src/rules/facts.ts';
import { foldText } from '../src/rules/fold-text.ts';
import { refundWords } from '../src/rules/ready-made/refund-words.ts';
import { allWords } from '../src/rules/ready-made/words-by-language.ts';

const KEYWORDS_PER_RULE = 10;
const platforms = ['amazon', 'shopee', 'ebay', 'lazada'];
const sentences = [
  'Hallo, die Dose kam verbeult an und der Deckel schließt nicht mehr, ich möchte bitte eine Lösung von Ihnen',
  '您好，我收到的货物已经损坏了，我等了很久都没有消息，非常失望，希望尽快处理，谢谢您的帮助',
  'Where is my parcel? It was promised for Monday and tracking has not moved since last week. Please help me',
  'สินค้าที่ได้รับชำรุด อยากให้ร้านช่วยตรวจสอบให้หน่อยค่ะ รอมาหลายวันแล้ว',
  '¿Dónde está mi pedido? Lleva dos semanas de retraso y nadie me contesta, necesito una respuesta hoy mismo',
];

// The same numbers in every run.
let seed = 20_261_121;
const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

/** Invented words, half of them Chinese; every rule has one of the real ones, so that about one message in ten hits. */
const invented = () =>
  random() < 0.5
    ? Math.floor(random() * 1e9).toString(36)
    : String.fromCodePoint(...Array.from({ length: 3 }, () => 0x4e00 + Math.floor(random() * 8000)));
const real = allWords(refundWords).filter((word) => !word.includes('*'));

interface Plain {
  words: string[];
  platform: string;
}
const plainRule = (_: unknown, index: number): Plain => ({
  words: [real[index % real.length]!, ...Array.from({ length: KEYWORDS_PER_RULE - 1 }, invented)],
  platform: pick(platforms),
});

const ruleOf = ({ words, platform }: Plain, index: number): Rule => ({
  id: `rule-${index}`,
  name: `rule ${index}`,
  version: 1,
  definition: {
    version: 1,
    level: 'normal',
    when: {
      all: [
        { kind: 'keywords', any: words },
        { kind: 'platform', in: [platform] },
      ],
    },
  },
});

const messages = Array.from({ length: 1000 }, (): MessageFacts => ({
  text: random() < 0.1 ? `${pick(sentences)} ${pick(real)}` : pick(sentences),
  platform: pick(platforms),
  store: 's1',
  country: 'de',
  language: null,
  topic: null,
  dissatisfaction: 0,
  dissatisfied: false,
  buyerTags: [],
}));

const oneByOne = (rules: readonly Rule[]): ((facts: MessageFacts) => number) => {
  const matchers: Matcher[] = rules.map((rule) => compileRules([rule]));
  return (facts) => matchers.reduce((hits, matcher) => hits + matcher.match(facts).length, 0);
};

/** What is written first: no word boundaries, so its hits differ. */
const includesLoop = (rules: readonly Plain[]): ((facts: MessageFacts) => number) => {
  const folded = rules.map(({ words, platform }) => ({ words: words.map(foldText), platform }));
  return (facts) => {
    const text = foldText(facts.text);
    return folded.filter(({ words, platform }) => platform === facts.platform && words.some((word) => text.includes(word)))
      .length;
  };
};

function measure(match: (facts: MessageFacts) => number, rounds: number, sample: readonly MessageFacts[]) {
  let hits = 0;
  for (const message of sample) hits += match(message);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const message of sample) {
      const start = performance.now();
      match(message);
      times.push((performance.now() - start) * 1000);
    }
  }
  const total = times.reduce((sum, time) => sum + time, 0);
  times.sort((a, b) => a - b);
  return {
    rate: Math.round((times.length * 1e6) / total),
    p50: times[Math.floor(times.length * 0.5)]!,
    p99: times[Math.floor(times.length * 0.99)]!,
    hits,
  };
}

const plain = Array.from({ length: 1000 }, plainRule);
const thousand = plain.map(ruleOf);
const ten = thousand.slice(0, 10);
const matcherOf = (rules: readonly Rule[]) => {
  const matcher = compileRules(rules);
  return (facts: MessageFacts) => matcher.match(facts).length;
};

const withTen = measure(matcherOf(ten), 20, messages);
const withThousand = measure(matcherOf(thousand), 20, messages);
const loop = measure(includesLoop(plain), 2, messages);
const each = measure(oneByOne(thousand), 1, messages.slice(0, 20));
const same = measure(matcherOf(thousand), 1, messages.slice(0, 20));
if (each.hits !== same.hits) throw new Error(`together ${same.hits} hits, one by one ${each.hits}`);

const result = {
  bench: 'rules',
  unit: 'messages/s, 1,000 rules',
  ours: withThousand.rate,
  peers: { 'includes() loop': loop.rate, 'every rule in turn': each.rate },
  ratio: {
    'includes() loop': Number((withThousand.rate / loop.rate).toFixed(1)),
    'every rule in turn': Number((withThousand.rate / each.rate).toFixed(1)),
  },
  p50: Number(withThousand.p50.toFixed(1)),
  p99: Number(withThousand.p99.toFixed(1)),
  withTenRules: withTen.rate,
  keywordsPerSecond: withThousand.rate * thousand.length * KEYWORDS_PER_RULE,
};
if (process.argv.includes('--json')) console.log(JSON.stringify(result));
else {
  console.log(`10 rules ${withTen.rate.toLocaleString('en')} messages/s, 1,000 rules ${withThousand.rate.toLocaleString('en')}`);
  console.log(
    `of 1,000: includes() loop ${loop.rate.toLocaleString('en')}, every rule in turn ${each.rate.toLocaleString('en')}`,
  );
}
