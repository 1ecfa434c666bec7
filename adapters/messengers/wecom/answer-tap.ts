import type { TemplateCard } from '@wecom/aibot-node-sdk';
import type { Card } from '../../../cards/card.ts';
import type { Inbound, Tap, TapAnswer } from '../../../src/ports/messenger.ts';
import type { CardDesk } from './card-desk.ts';
import { inTime } from '../../outbound/in-time.ts';
import { renderCard } from './render.ts';
import { picksOf } from './render-actions.ts';
import type { Drawing } from './render-body.ts';
import { renderForm } from './render-form.ts';
import type { TapKey } from './tap-key.ts';

/** The platform drops whatever comes later than 5 s after the click, network included (facts/messengers §0.3, §4.2). */
const answerWithinMs = 4_000;

/** The one redraw that answers a click. */
export interface Redraw {
  /** The state it shows, without the note; absent for a question. */
  shows?: Card;
  /** What the person is told. */
  note?: string;
  card: TemplateCard;
  /** Whose view is replaced; absent = everybody's. */
  people?: string[];
  /** Words of people that the redrawn card had no room for. */
  cut: boolean;
}

export interface TapParts {
  inbound: Inbound;
  desk: CardDesk;
  drawing: Drawing;
  /** Says later what the card could not: the core came too late for it. */
  tellLate: (tap: Tap, answer: TapAnswer) => void;
}

/**
 * Answers in time whatever the core does. No toasts exist, so what the person should know stands on the card: for
 * everybody when something changed, for this person only when nothing did.
 *
 * @param tapped.redrawn the card that the core redrew meanwhile, null when it did not
 */
export async function answerTap(
  tapped: { tap: Tap; step: TapKey['step']; redrawn: () => Card | null },
  parts: TapParts,
): Promise<Redraw> {
  const { tap, step, redrawn } = tapped;
  const { desk, drawing } = parts;
  const { words } = drawing;
  const deadline = performance.now() + answerWithinMs;
  const onlyMe = { people: [tap.person.id] };

  if (step !== 'submit') {
    const card = await cardBehind(tap, step, parts);
    if (step === 'back') return { ...draw(tap, card, drawing, card ? undefined : words.failed), ...onlyMe };
    const action = card?.actions.find((candidate) => candidate.action === tap.action);
    const picks = action ? picksOf(action, drawing) : [];
    if (card && action && picks && picks.length > 0) {
      const asked = { card: { ...card, version: tap.version }, action, picks };
      return { card: renderForm(asked, tap.messageId, drawing), cut: false, ...onlyMe };
    }
  }

  const answer = await inTime(
    // In a promise chain, so that a core that throws at once is treated like one that rejects.
    Promise.resolve().then(() => parts.inbound.tap(tap)),
    deadline - performance.now(),
  );
  const before = redrawn() ?? desk.shown(tap.messageId);
  const concerns = redrawn() ? {} : onlyMe;
  switch (answer.how) {
    case 'failed':
      return { ...draw(tap, before, drawing, words.failed), ...concerns };
    case 'late':
      answer.later.then(
        (late) => parts.tellLate(tap, late),
        () => parts.tellLate(tap, { toast: { type: 'error', text: words.failed } }),
      );
      return { ...draw(tap, before, drawing, words.stillWorking), ...concerns };
    case 'in-time': {
      const { card, toast } = answer.value;
      return { ...draw(tap, card ?? before, drawing, toast.text), ...(toast.type === 'success' ? {} : concerns) };
    }
  }
}

/** The card that was tapped, as far as a question may need it; after a restart the core is asked for it. */
async function cardBehind(tap: Tap, step: TapKey['step'], { desk, inbound }: TapParts): Promise<Card | undefined> {
  const known = desk.shown(tap.messageId);
  const mayAsk = ['close', 'snooze', 'draft_rule'].includes(tap.action) || step === 'back';
  if (known || !mayAsk) return known;
  // An empty form is answered with the form.
  const action = tap.ticket === 0 ? tap.action : 'details';
  const look = { ...tap, eventId: `${tap.eventId}-look`, action, form: {} };
  const answer = await inTime(
    Promise.resolve().then(() => inbound.tap(look)),
    answerWithinMs / 2,
  );
  if (answer.how === 'late') answer.later.catch(() => undefined);
  return answer.how === 'in-time' ? answer.value.card : undefined;
}

/** The card with the note on it; a card that nobody remembers is drawn as its number and the way to look at it. */
function draw(tap: Tap, card: Card | undefined, drawing: Drawing, note: string | undefined): Redraw {
  const shows: Card = card ?? {
    kind: 'compact',
    title: `#${tap.ticket}`,
    level: 'normal',
    ticket: tap.ticket,
    version: tap.version,
    fields: [],
    actions: [],
  };
  const notice = [note, shows.notice].filter((line) => line).join('\n') || undefined;
  return { ...renderCard({ ...shows, notice }, tap.messageId, drawing), note, ...(card ? { shows } : {}) };
}
