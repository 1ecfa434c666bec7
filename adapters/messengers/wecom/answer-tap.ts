import type { TemplateCard } from '@wecom/aibot-node-sdk';
import type { Card } from '../../../cards/card.ts';
import type { Inbound, Tap, TapAnswer } from '../../../src/ports/messenger.ts';
import type { CardDesk } from './card-desk.ts';
import { inTime } from './in-time.ts';
import { renderCard } from './render.ts';
import { picksOf } from './render-actions.ts';
import type { Drawing } from './render-body.ts';
import { renderForm } from './render-form.ts';
import type { TapKey } from './tap-key.ts';

/** The platform drops whatever comes later than 5 s after the click, network included (facts/messengers §0.3, §4.2). */
const answerWithinMs = 4_000;

/** The one redraw that answers a click. */
export interface Redraw {
  /** Absent for a picture that is nobody's new state, such as a question. */
  shows?: Card;
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
 */
export async function answerTap(tapped: { tap: Tap; step: TapKey['step'] }, parts: TapParts): Promise<Redraw> {
  const { tap, step } = tapped;
  const { desk, drawing } = parts;
  const { words } = drawing;
  const give = (card: Card, people?: string[]): Redraw => {
    const drawn = renderCard(card, tap.messageId, drawing);
    return { ...drawn, ...(people ? { people } : { shows: card }) };
  };
  const onlyMe = [tap.person.id];
  const started = performance.now();

  if (step !== 'submit') {
    const card = await cardBehind(tap, step, parts);
    if (step === 'back') return card ? give(card, onlyMe) : give(noted(tap, undefined, words.failed), onlyMe);
    const action = card?.actions.find((candidate) => candidate.action === tap.action);
    const picks = action ? picksOf(action, words) : [];
    if (card && action && picks && picks.length > 0) {
      const asked = { card: { ...card, version: tap.version }, action, picks };
      return { card: renderForm(asked, tap.messageId, drawing), people: onlyMe, cut: false };
    }
  }

  const moment = desk.begin(tap.messageId);
  const answer = await inTime(
    // In a promise chain, so that a core that throws at once is treated like one that rejects.
    Promise.resolve().then(() => parts.inbound.tap(tap)),
    answerWithinMs - (performance.now() - started),
  );
  const redrawn = moment.redrawn();
  moment.close(true);
  const before = redrawn ?? desk.shown(tap.messageId);
  switch (answer.how) {
    case 'failed':
      return give(noted(tap, before, words.failed), onlyMe);
    case 'late':
      answer.later.then(
        (late) => parts.tellLate(tap, late),
        () => parts.tellLate(tap, { toast: { type: 'error', text: words.failed } }),
      );
      return give(noted(tap, before, words.stillWorking), onlyMe);
    case 'in-time': {
      const { card, toast } = answer.value;
      const changed = toast.type === 'success' || redrawn !== null;
      return give(noted(tap, card ?? before, toast.text), changed ? undefined : onlyMe);
    }
  }
}

/** The card that was tapped, as far as a question may need it; after a restart the core is asked for it. */
async function cardBehind(tap: Tap, step: TapKey['step'], { desk, inbound }: TapParts): Promise<Card | undefined> {
  const known = desk.shown(tap.messageId);
  const mayAsk = tap.action === 'close' || tap.action === 'snooze' || step === 'back';
  if (known || !mayAsk) return known;
  const look = { ...tap, eventId: `${tap.eventId}-look`, action: 'details' as const };
  const answer = await inTime(
    Promise.resolve().then(() => inbound.tap(look)),
    answerWithinMs / 2,
  );
  if (answer.how === 'late') answer.later.catch(() => undefined);
  return answer.how === 'in-time' ? answer.value.card : undefined;
}

/** The card with the words on it; a card that nobody remembers is drawn as its number and the way to look at it. */
function noted(tap: Tap, card: Card | undefined, text: string): Card {
  if (card) return { ...card, notice: [text, card.notice].filter((line) => line).join('\n') };
  return {
    kind: 'compact',
    title: `#${tap.ticket}`,
    level: 'normal',
    ticket: tap.ticket,
    version: tap.version,
    fields: [],
    notice: text,
    actions: [],
  };
}
