import type { Texts } from '../src/texts/texts.ts';
import type { Card, CardAction, ProposalAction } from './card.ts';

/** A change of a rule that waits for a word. */
export interface ProposalView {
  number: number;
  kind: 'preview' | 'trial' | 'advice';
  /** Of the rule, for its reader. */
  name: string;
  state: string;
  /** The rule's words as they are; absent for a new one. */
  before?: string;
  /** As they would be. */
  after: string;
  fields: Card['fields'];
  /** What the figures mean, one thing a line. */
  remarks: string[];
  /** Buyers' words it would ring for. Hostile. */
  samples: { at: string; text: string }[];
  /** Another form of it that was not taken: as typed, and why. */
  refused?: { typed: string; why: string };
}

/**
 * What a card has room for, in characters. A rule that does not fit into an input whole is changed by command: cut off there,
 * it would be saved cut off.
 */
const longest = { name: 60, words: 800, input: 1_000, remark: 300, sample: 200 };
const mostSamples = 10;

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

const offered: Record<ProposalView['kind'], readonly ProposalAction[]> = {
  preview: ['adopt', 'change', 'drop'],
  trial: ['adopt', 'drop'],
  advice: ['adopt', 'later', 'never'],
};

const typed: Record<Exclude<ProposalAction, 'change'>, { zh: string; en: string }> = {
  adopt: { zh: '规则 采用', en: 'rule adopt' },
  drop: { zh: '规则 放弃', en: 'rule drop' },
  later: { zh: '规则 以后', en: 'rule later' },
  never: { zh: '规则 不再提', en: 'rule never' },
};

/** What would change, what the past says to it, and the taps that settle it; settled, how. */
export function proposalCard(view: ProposalView, texts: Texts): Card {
  const { number, kind, before, after, state, refused } = view;
  const name = cut(view.name, longest.name);
  const fits = (refused?.typed ?? after).length <= longest.input;
  const isOpen = state === 'open' || state === 'later';
  const byCommand = isOpen && !fits && offered[kind].includes('change') ? texts('card.change_command', { name }) : undefined;
  const notice = refused ? cut(refused.why, longest.words) : byCommand;
  return {
    kind: 'notice',
    title: texts(`card.proposal_${kind}`, { name, number }),
    ...(isOpen ? {} : { subtitle: texts(`card.proposal_${state as 'adopted' | 'changed' | 'dropped' | 'never'}`) }),
    level: 'normal',
    // A card about no ticket is known by this number.
    version: number,
    fields: [
      ...(before === undefined ? [] : [{ label: texts('card.rule_now'), value: cut(before, longest.words) }]),
      { label: texts(before === undefined ? 'card.rule_words' : 'card.rule_then'), value: cut(after, longest.words) },
      ...view.fields.map((field) => ({ ...field, value: cut(field.value, longest.words) })),
    ],
    reasons: view.remarks.map((remark) => cut(remark, longest.remark)),
    history: view.samples.slice(0, mostSamples).map(({ at, text }) => ({ at, text: cut(text, longest.sample) })),
    ...(notice ? { notice } : {}),
    actions: isOpen
      ? offered[kind].filter((action) => action !== 'change' || fits).map((action) => choice(action, { ...view, name }, texts))
      : [],
  };
}

function choice(action: ProposalAction, view: ProposalView, texts: Texts): CardAction {
  const { kind, number } = view;
  if (action === 'change') return change(view, texts);
  return {
    action,
    label: texts(action === 'adopt' && kind === 'preview' ? 'action.adopt_new' : `action.${action}`),
    command: `/${typed[action][texts.language]} ${number}`,
    ...(action === 'adopt' ? { style: 'primary' as const } : {}),
  };
}

/** Its words in an input, to be written differently; the outcome is a preview of its own. */
function change({ name, after, refused }: ProposalView, texts: Texts): CardAction {
  return {
    action: 'change',
    label: texts('action.change'),
    fields: [
      {
        name: 'rule',
        kind: 'multiline',
        label: texts('card.rule_words'),
        required: true,
        maxLength: longest.input,
        value: refused?.typed ?? after,
      },
    ],
    command: texts('card.change_command', { name }),
  };
}
