import type { Language } from '../clocks/language.ts';
import type { Evidence } from './rule-kinds.ts';
import { kindOfEvidence } from './rule-kinds.ts';

/** One reason in a few words: `出现「Geld zurück」`, `unhappy tone`. May quote the buyer: plain text only. */
export function describeEvidence(evidence: Evidence, language: Language): string {
  return kindOfEvidence(evidence).describe(evidence, language);
}

/**
 * Why a rule rang, for a card: `出现「Geld zurück」 · 语气不满`. Where it applies (platform, store …) is said only when there is
 * nothing else to say.
 */
export function describeWhy(why: readonly Evidence[], language: Language): string {
  const signals = why.filter(({ kind }) => kind !== 'scope');
  const told = signals.length > 0 ? signals : why;
  return [...new Set(told.map((evidence) => describeEvidence(evidence, language)))].join(' · ');
}
