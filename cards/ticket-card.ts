import type { TextKey, Texts } from '../src/texts/texts.ts';
import { ticketActions } from './ticket-actions.ts';
import { describeAttachments } from './describe-attachments.ts';
import { describeEvent } from './describe-event.ts';
import { nearerClock } from './nearer-clock.ts';
import type { Card } from './card.ts';
import type { MessageView, TicketView } from './ticket-view.ts';

export interface CardOptions {
  texts: Texts;
  now: number;
  /** Whether replies can be translated before they leave. */
  translates: boolean;
  /** Words for the time to a deadline (an instant in milliseconds), as that clock of that store's counts it. */
  timeLeft: (clock: 'policy' | 'team', dueAt: number, storeId: string) => string;
  /** Shows the whole conversation instead of the newest message. */
  detailed?: true;
}

/** Lines of history on a card that is not opened in detail. */
const historyLines = 6;
const mostMentioned = 3;

/** The card that stands for one ticket: what the buyer said, how long is left, who has it, what one tap will do. */
export function ticketCard(view: TicketView, options: CardOptions): Card {
  const { texts } = options;
  const newest = view.messages.findLast(({ author }) => author !== 'seller');
  return {
    kind: 'ticket',
    title: texts('card.title', { number: view.number, store: storeLabel(view, texts) }),
    subtitle: texts(`level.${view.level}`),
    level: view.level,
    ticket: view.number,
    version: view.version,
    state: view.state,
    stateLabel: stateLabel(view, options),
    owner: view.owner?.name,
    ownerIds: view.owner?.accounts,
    countdown: countdown(view, options),
    fields: fields(view, options),
    original: newest?.text,
    ...translation(newest, texts),
    language: newest?.language ?? undefined,
    languageLabel: newest?.language ? texts.languageName(newest.language) : undefined,
    ...withAttachments(view, texts),
    // Several rules may have the same.
    reasons: [...new Set(view.reasons.map((reason) => reason[texts.language] || reason.rule))],
    history: options.detailed ? conversation(view, options) : history(view, options),
    notice: notices(view, newest, options),
    actions: ticketActions(view, options),
  };
}

/** One line and its buttons: where a full card has been overtaken or would flood the group. */
export function compactCard(view: TicketView, options: CardOptions): Card {
  const full = ticketCard(view, options);
  const { texts } = options;
  return {
    ...full,
    kind: 'compact',
    notice: texts('card.supersedes'),
    history: undefined,
    reasons: undefined,
    fields: full.fields.slice(0, 2),
  };
}

/** The ticket without anybody's words: what is left to show where the messenger rejects what people wrote. */
export function wordlessCard(view: TicketView, options: CardOptions): Card {
  const { texts } = options;
  const full = ticketCard(view, options);
  const ours = new Set([texts('card.store'), texts('card.topic'), texts('card.policy_clock'), texts('card.team_clock')]);
  return {
    ...full,
    kind: 'compact',
    notice: texts('card.words_refused'),
    fields: full.fields.filter(({ label }) => ours.has(label)),
    original: undefined,
    translation: undefined,
    translationNote: undefined,
    attachments: undefined,
    reasons: undefined,
    history: undefined,
  };
}

/** What a person sees whose tap was refused: the reason, and the ticket as it now is. */
export function refusalCard(view: TicketView, reason: string, options: CardOptions): Card {
  return { ...ticketCard(view, options), notice: reason };
}

/** `亚马逊德国 Haushalt24`, `Amazon Germany Haushalt24`. */
export function storeLabel(view: TicketView, texts: Texts): string {
  const { name, platform, site } = view.store;
  const place = texts('card.platform_site', { platform: platformLabel(platform, texts), site: texts.countryName(site) }).trim();
  return name.startsWith(place) ? name : `${place} ${name}`;
}

export function platformLabel(platform: string, texts: Texts): string {
  const key = `platform.${platform}`;
  return texts.has(key) ? texts(key) : texts('platform.other', { name: platform });
}

function stateLabel(view: TicketView, { texts, now }: CardOptions): string {
  const state = texts(`state.${view.state}`);
  if (view.state === 'closed' && view.resolution) {
    const key = `resolution.${view.resolution}`;
    return texts.has(key) ? `${state} · ${texts(key)}` : state;
  }
  if (view.state === 'snoozed' && view.snoozedUntil) return `${state} · ${texts.time(view.snoozedUntil, now)}`;
  if (view.owner && view.claimedAt)
    return texts('card.owner_since', { name: view.owner.name, state, ago: texts.ago(view.claimedAt, now) });
  return state;
}

function countdown(view: TicketView, { timeLeft }: CardOptions): string | undefined {
  const nearer = nearerClock(view);
  return nearer ? timeLeft(nearer.clock, nearer.dueAt, view.store.id) : undefined;
}

function fields(view: TicketView, { texts, now, timeLeft }: CardOptions): Card['fields'] {
  const due = (clock: 'policy' | 'team', at: number): string =>
    texts('card.due', { at: texts.time(at, now), left: timeLeft(clock, at, view.store.id) });
  const item = view.items
    .map(({ title, id, quantity }) => `${title ?? id ?? ''}${quantity ? ` ×${quantity}` : ''}`)
    .filter(Boolean);
  return [
    { label: texts('card.store'), value: storeLabel(view, texts), short: true },
    ...(view.buyer.isPlatform
      ? []
      : [
          {
            label: texts('card.buyer'),
            value: texts('card.buyer_value', { name: view.buyer.name, contacts: view.buyer.contacts }),
            short: true,
          },
        ]),
    ...(view.orderId ? [{ label: texts('card.order'), value: view.orderId, short: true }] : []),
    ...(item.length > 0 ? [{ label: texts('card.item'), value: item.join(', '), short: true }] : []),
    ...(view.topic ? [{ label: texts('card.topic'), value: texts(`topic.${view.topic}` as TextKey), short: true }] : []),
    ...(view.policyDueAt ? [{ label: texts('card.policy_clock'), value: due('policy', view.policyDueAt), short: true }] : []),
    ...(view.teamDueAt ? [{ label: texts('card.team_clock'), value: due('team', view.teamDueAt), short: true }] : []),
    ...mentioned(view, texts),
  ];
}

/** What the order itself does not say already. */
function mentioned({ mentioned: { orders, tracking }, orderId }: TicketView, texts: Texts): Card['fields'] {
  const lines = [
    { label: texts('card.order_mentioned'), found: orders.filter((order) => order !== orderId) },
    { label: texts('card.tracking_mentioned'), found: tracking },
  ];
  return lines
    .filter(({ found }) => found.length > 0)
    .map(({ label, found }) => ({ label, value: found.slice(-mostMentioned).join(', '), short: true }));
}

function translation(message: MessageView | undefined, texts: Texts): Pick<Card, 'translation' | 'translationNote'> {
  switch (message?.translationState) {
    case 'done':
      return {
        translation: message.translation ?? undefined,
        translationNote: message.translator === 'phrasebook' ? texts('card.translated_by_phrasebook') : undefined,
      };
    case 'pending':
      return { translationNote: texts('card.pending_translation') };
    case 'failed':
      return { translationNote: texts('card.translation_failed') };
    case 'absent':
      return { translationNote: texts('card.translation_absent') };
    case 'no_entry':
      return { translationNote: texts('card.translation_no_entry') };
    default:
      return {};
  }
}

function withAttachments(view: TicketView, texts: Texts): Pick<Card, 'attachments'> {
  const attachments = describeAttachments(view.messages, texts);
  return attachments.length > 0 ? { attachments } : {};
}

function history(view: TicketView, options: CardOptions): Card['history'] {
  return (
    view.events
      // That a step fired is told by whom it called.
      .filter(({ kind }) => kind !== 'opened' && kind !== 'escalated')
      .slice(-historyLines)
      .map((event) => ({
        at: options.texts.time(event.at, options.now),
        text: describeEvent(event, view, options.texts, options.now),
      }))
  );
}

function conversation(view: TicketView, { texts, now }: CardOptions): Card['history'] {
  return view.messages.map((message) => ({
    at: texts.time(message.at, now),
    text: [
      `${message.author === 'seller' ? texts('card.seller_said') : texts('card.buyer_said')}: ${message.text}`,
      ...(message.translation ? [`— ${message.translation}`] : []),
      ...(message.attachments.length > 0
        ? [`${texts('card.attachments')}: ${message.attachments.map(({ name }) => name).join(', ')}`]
        : []),
    ].join('\n'),
  }));
}

function notices(view: TicketView, newest: MessageView | undefined, { texts, now }: CardOptions): string | undefined {
  const lines = newest ? warnings(newest, texts) : [];
  if (!view.answerable && view.state !== 'closed') {
    const platform = platformLabel(view.store.platform, texts);
    const link = newest?.flags.answerAt;
    lines.push(link ? texts('card.answer_at', { platform, link }) : texts('card.answer_there', { platform }));
  }
  if (view.silencedUntil !== null) lines.push(texts('card.silenced', { until: texts.time(view.silencedUntil, now) }));
  return lines.length > 0 ? lines.join('\n') : undefined;
}

function warnings(message: MessageView, texts: Texts): string[] {
  const lines = [];
  if (message.flags.suspectedPhishing) lines.push(texts('card.phishing', { reason: message.flags.suspectedPhishing }));
  if (message.flags.heldBack) lines.push(texts('card.held_back', { reason: message.flags.heldBack }));
  if (message.flags.answersPublic) lines.push(texts('card.answers_public'));
  if (message.flags.unparsed) lines.push(texts('card.unparsed'));
  return lines;
}
