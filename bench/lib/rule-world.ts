import type { Rule } from '../../src/rules/compile-rules.ts';
import type { MessageFacts } from '../../src/rules/facts.ts';

/** What every rule engine of the bench is given; a rule rings when one of its words is in the text and the rest holds too. */
export interface PlainRule {
  words: string[];
  platform: string;
  /** Only the dissatisfied. */
  dissatisfied: boolean;
  languages: string[];
}

const platforms = ['amazon', 'shopee', 'ebay', 'lazada'];
const languages = ['de', 'zh', 'en', 'th', 'es'];
const sentences: Record<string, string> = {
  de: 'Hallo, die Dose kam verbeult an und der Deckel schließt nicht mehr, ich möchte bitte eine Lösung von Ihnen. ',
  zh: '您好，我收到的货物已经损坏了，我等了很久都没有消息，非常失望，希望尽快处理，谢谢您的帮助。',
  en: 'Where is my parcel? It was promised for Monday and tracking has not moved since last week. Please help me. ',
  th: 'สินค้าที่ได้รับชำรุด อยากให้ร้านช่วยตรวจสอบให้หน่อยค่ะ รอมาหลายวันแล้ว ',
  es: '¿Dónde está mi pedido? Lleva dos semanas de retraso y nadie me contesta, necesito una respuesta hoy mismo. ',
};

// The same numbers in every run.
let seed = 20_261_121;
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

/** Invented words, half of them Chinese. None is part of a sentence but by chance. */
export function inventWords(count: number): string[] {
  const words = new Set<string>();
  while (words.size < count) {
    const length = 2 + Math.floor(random() * 3);
    const chinese = String.fromCodePoint(...Array.from({ length }, () => 0x4e00 + Math.floor(random() * 8000)));
    words.add(words.size % 2 === 0 ? chinese : `q${Math.floor(random() * 1e9).toString(36)}`);
  }
  return [...words];
}

/** Messages of 300 characters in five languages; every tenth holds one of `hits`. */
export function writeMessages(count: number, hits: readonly string[]): MessageFacts[] {
  return Array.from({ length: count }, (_, index): MessageFacts => {
    const language = languages[index % languages.length]!;
    const told = sentences[language]!.repeat(10);
    const word = index % 10 === 0 ? pick(hits) : '';
    return {
      // Through bytes, as messages come: a string put together from parts is slow to read the first time.
      text: Buffer.from(`${word}${told}`.slice(0, 300)).toString(),
      platform: pick(platforms),
      store: 's1',
      country: 'de',
      language,
      topic: null,
      dissatisfaction: 0,
      dissatisfied: random() < 0.5,
      buyerTags: [],
    };
  });
}

/** Rules of ten words each. */
export function inventRules(words: readonly string[]): PlainRule[] {
  return Array.from({ length: words.length / 10 }, (_, index) => ({
    words: words.slice(index * 10, index * 10 + 10),
    platform: pick(platforms),
    dissatisfied: random() < 0.3,
    languages: random() < 0.3 ? [pick(languages), pick(languages)] : languages,
  }));
}

/** As supervisors' rules are stored. The stars allow any place, which is all that the peers know. */
export function ruleOf({ words, platform, dissatisfied, languages: spoken }: PlainRule, index: number): Rule {
  return {
    id: `rule-${index}`,
    name: `rule ${index}`,
    version: 1,
    definition: {
      version: 1,
      level: 'normal',
      when: {
        all: [
          { kind: 'keywords', any: words.map((word) => `*${word}*`) },
          { kind: 'platform', in: [platform] },
          { kind: 'language', in: spoken },
          ...(dissatisfied ? [{ kind: 'tone' as const, dissatisfied: true as const }] : []),
        ],
      },
    },
  };
}
