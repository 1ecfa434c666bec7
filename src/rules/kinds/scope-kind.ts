import * as z from 'zod';
import type { Language } from '../../clocks/language.ts';
import type { MessageFacts } from '../facts.ts';
import { quote } from '../quote.ts';
import type { RuleKind, SubjectKind } from '../rule-kind.ts';
import type { RuleReader } from '../rule-reader.ts';
import type { Vocabulary } from '../vocabulary.ts';

export interface ScopeLeaf<Kind extends string> {
  kind: Kind;
  in: string[];
}

/** Where or about whom a rule speaks. Says little on a card, so cards may leave it out; `/为什么` shows it. */
export interface ScopeEvidence {
  kind: 'scope';
  field: string;
  /** The listed value that applied. */
  value: string;
}

export interface Scope<Kind extends string> {
  kind: Kind;
  /** Default any: it narrows whatever the rule is about. */
  about?: SubjectKind;
  /** The values of a message; more than one where a field has alternatives (id and name, `pt-br` and `pt`). */
  read: (facts: MessageFacts) => readonly string[];
  /** Names of known values; absent = free text. */
  vocabulary?: Vocabulary;
  /** What to do with values outside the vocabulary: refuse them, or take them in quotes. Default quoted. */
  unknown?: 'refused' | 'quoted';
  /** Nouns people use for it, the first is the one we write. */
  nouns: Readonly<Record<Language, readonly string[]>>;
  example: Readonly<Record<Language, string>>;
  /** Rough share of messages with a given value. */
  share: number;
}

/** A condition of the form "field is one of these". */
export function scopeKind<Kind extends string>(scope: Scope<Kind>): RuleKind<ScopeLeaf<Kind>, ScopeEvidence> {
  const { kind, vocabulary } = scope;
  const nameOf = (value: string, language: Language) => vocabulary?.nameOf(value, language) ?? value;
  const write = (value: string, language: Language) => {
    const name = nameOf(value, language);
    // Only a name that leads back to the same value may stand without quotes.
    return vocabulary?.readAt(name.normalize('NFKC').toLowerCase(), 0)?.id === value ? name : quote(value);
  };
  const read = (reader: RuleReader): ScopeLeaf<Kind> => ({
    kind,
    in: vocabulary ? reader.named(vocabulary, scope.unknown ?? 'quoted') : reader.values(),
  });
  const zh = (verb: string[]) => scope.nouns.zh.flatMap((noun) => verb.map((word) => noun + word));
  const en = (verb: string[]) => scope.nouns.en.flatMap((noun) => verb.map((word) => `${noun} ${word}`));

  return {
    kind,
    about: scope.about ?? 'any',
    schema: z.object({ kind: z.literal(kind), in: z.array(z.string().min(1).max(200)).min(1).max(200) }),
    compile(leaf, builder) {
      const listed = leaf.in.map((value) => ({ value, trigger: builder.value(kind, value, scope.read) }));
      return {
        anchors: listed.map(({ trigger }) => trigger),
        share: Math.min(1, scope.share * listed.length),
        test(view) {
          const found = listed.find(({ trigger }) => view.fired(trigger));
          return found ? { kind: 'scope', field: kind, value: found.value } : null;
        },
      };
    },
    describe: ({ value }, language) =>
      `${scope.nouns[language][0]!}${language === 'zh' ? '是' : ' is '}${nameOf(value, language)}`,
    phrases: [
      { says: { zh: zh(['是', '为', '属于', '在']), en: en(['is', 'is one of', 'in']) }, example: scope.example, read },
      {
        says: { zh: zh(['不是', '不为', '不属于', '不在']), en: en(['is not', "isn't", 'not in']) },
        example: { zh: scope.example.zh.replace('是', '不是'), en: scope.example.en.replace(' is ', ' is not ') },
        negates: true,
        read,
      },
    ],
    format: (leaf, language) =>
      `${scope.nouns[language][0]!}${language === 'zh' ? '是' : ' is'} ${leaf.in.map((value) => write(value, language)).join(',')}`,
  };
}
