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

/** Longest rule a form takes, in characters; what a command takes is more. */
const longestRule = 4_000;

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
  const { number, kind, name, before, after, state } = view;
  const isOpen = state === 'open' || state === 'later';
  return {
    kind: 'notice',
    title: texts(`card.proposal_${kind}`, { name, number }),
    ...(isOpen ? {} : { subtitle: texts(`card.proposal_${state as 'adopted' | 'changed' | 'dropped' | 'never'}`) }),
    level: 'normal',
    // A card about no ticket is known by this number.
    version: number,
    fields: [
      ...(before === undefined ? [] : [{ label: texts('card.rule_now'), value: before }]),
      { label: texts(before === undefined ? 'card.rule_words' : 'card.rule_then'), value: after },
      ...view.fields,
    ],
    reasons: view.remarks,
    history: view.samples,
    ...(view.refused ? { notice: view.refused.why } : {}),
    actions: isOpen ? offered[kind].map((action) => choice(action, view, texts)) : [],
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
        maxLength: longestRule,
        value: refused?.typed ?? after,
      },
    ],
    command: texts('card.change_command', { name }),
  };
}
