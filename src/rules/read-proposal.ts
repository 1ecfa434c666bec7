import * as z from 'zod';
import type { ProposalView } from '../../cards/proposal-card.ts';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Proposal } from '../store/client/client.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { readDismissals } from './advise-job.ts';
import { keywordsOf } from './advise.ts';
import { compareTrial } from './compare-trial.ts';
import { describeComparison } from './describe-comparison.ts';
import { formatRule } from './format-rule.ts';
import { isTimeBound, looksAtMessages } from './is-time-bound.ts';
import { ruleDefinition } from './rule-definition.ts';
import type { RuleDefinition } from './rule-definition.ts';
import { ruleNameIn } from './rule-name.ts';
import { runReplay } from './run-replay.ts';
import type { StoredReplay } from './replay-order.ts';

const dayMs = 86_400_000;
const previewDays = 7;

/** What a card tells of the past. */
const pastShown = z.object({
  fields: z.array(z.object({ label: z.string(), value: z.string(), short: z.boolean().optional() })),
  remarks: z.array(z.string()),
  samples: z.array(z.object({ at: z.string(), text: z.string() })),
});
type PastShown = z.infer<typeof pastShown>;

/** A proposal as its card says it, with what the past said to it when the card was posted. @throws GengfuError unknown_proposal */
export async function readProposal(desk: Desk, number: number): Promise<{ proposal: Proposal; view: ProposalView }> {
  const proposal = await desk.db.read.proposal.findUnique({ where: { number } });
  if (!proposal) throw new GengfuError('unknown_proposal', { number });
  const { language } = textsOf(desk);
  const rule = proposal.ruleId === null ? null : await desk.db.read.rule.findUnique({ where: { id: proposal.ruleId } });
  const after = ruleDefinition.parse(JSON.parse(proposal.definition));
  // Once it is taken, what stands is what was proposed.
  const before = rule && rule.definition !== proposal.definition ? ruleDefinition.parse(JSON.parse(rule.definition)) : null;
  return {
    proposal,
    view: {
      number,
      kind: proposal.kind as ProposalView['kind'],
      name: ruleNameIn(proposal.name, language),
      state: proposal.state,
      ...(before ? { before: formatRule(before, language) } : {}),
      after: formatRule(after, language),
      ...readPast(desk, proposal),
    },
  };
}

function readPast(desk: Desk, { pastSealed }: Proposal): PastShown {
  if (pastSealed === null) return { fields: [], remarks: [], samples: [] };
  return pastShown.parse(JSON.parse(desk.db.seal.open(pastSealed)));
}

/** Looks at the last seven days' hits, or at how the two forms have done since the comparison began, and keeps what it saw. */
export async function lookAtPast(desk: Desk, number: number): Promise<ProposalView> {
  const { proposal, view } = await readProposal(desk, number);
  const past = { remarks: [], samples: [], ...(await pastOf(desk, proposal)) };
  const pastSealed = desk.db.seal.seal(JSON.stringify(past satisfies PastShown));
  await desk.db.write((tx) => tx.proposal.update({ where: { number }, data: { pastSealed } }));
  return { ...view, ...past };
}

async function pastOf(desk: Desk, proposal: Proposal): Promise<Partial<PastShown> & Pick<PastShown, 'fields'>> {
  if (proposal.kind === 'trial') {
    const rule = await desk.db.read.rule.findUnique({ where: { id: proposal.ruleId! } });
    if (!rule?.trialSince) return { fields: [] };
    const now = desk.clock.now();
    const forms = [rule.definition, proposal.definition].map((form) => ruleDefinition.parse(JSON.parse(form)));
    const of = forms.some(isTimeBound) ? 'waiting' : 'messages';
    const compared = await compareTrial(desk.db.read, { ruleId: rule.id, since: rule.trialSince.getTime(), now, of });
    return describeComparison(textsOf(desk), compared);
  }
  const remarks = proposal.kind === 'advice' ? await adviceRemarks(desk, proposal) : [];
  return { remarks, ...(await lastDays(desk, proposal)) };
}

/** Why something is proposed, and what it comes to. */
async function adviceRemarks(desk: Desk, proposal: Proposal): Promise<string[]> {
  const texts = textsOf(desk);
  const rule = await desk.db.read.rule.findUnique({ where: { id: proposal.ruleId! } });
  const figures = (await readDismissals(desk)).find(({ ruleId }) => ruleId === proposal.ruleId);
  const before = rule && ruleDefinition.parse(JSON.parse(rule.definition));
  const after = ruleDefinition.parse(JSON.parse(proposal.definition));
  const kept = new Set(keywordsOf(after.when));
  const dropped = before ? keywordsOf(before.when).filter((word) => !kept.has(word)) : [];
  return [
    ...(figures ? [texts('card.advice_why', { closed: figures.closed, dismissed: figures.dismissed })] : []),
    dropped.length > 0
      ? texts('card.advice_drop', { words: dropped.map((word) => `「${word}」`).join('') })
      : texts('card.advice_level', { level: texts(`level.${after.level}`) }),
  ];
}

async function lastDays(desk: Desk, proposal: Proposal): Promise<Pick<ProposalView, 'fields' | 'samples'>> {
  const texts = textsOf(desk);
  const now = desk.clock.now();
  const label = texts('card.proposal_past', { days: previewDays });
  const proposed = ruleDefinition.parse(JSON.parse(proposal.definition));
  if (!looksAtMessages(proposed)) return { fields: [{ label, value: texts('card.proposal_no_past') }], samples: [] };
  const replay = (definition: RuleDefinition): Promise<StoredReplay> =>
    runReplay(desk, {
      tried: [{ id: proposal.ruleId ?? 'tried', name: proposal.name, version: 1, definition }],
      from: now - previewDays * dayMs,
      to: now + 1,
    });
  const after = await replay(proposed);
  const rule = proposal.ruleId === null ? null : await desk.db.read.rule.findUnique({ where: { id: proposal.ruleId } });
  const before = rule && (await replay(ruleDefinition.parse(JSON.parse(rule.definition))));
  const hits = texts('card.proposal_hits', { hits: after.total, extra: after.notCovered });
  return {
    fields: [
      {
        label,
        value: before ? `${hits} ${texts('card.proposal_hits_before', { hits: before.total })}` : hits,
      },
    ],
    samples: after.samples.map(({ at, ticket, text }) => ({
      at: texts.time(at, now),
      text: ticket > 0 ? `#${ticket} ${text}` : text,
    })),
  };
}
