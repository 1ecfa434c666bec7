import { refusalCard, ticketCard } from '../../cards/ticket-card.ts';
import { actions } from '../../cards/card.ts';
import type { Card, TicketAction } from '../../cards/card.ts';
import { silenceTicket, tapSilenceMs } from '../alerts/silence-ticket.ts';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { cardOptions } from '../notify/card-options.ts';
import { drawCard } from '../notify/draw-card.ts';
import type { Actor } from '../people/actor.ts';
import { requireRole } from '../people/actor.ts';
import { actorOf } from '../people/people-directory.ts';
import type { Tap, TapAnswer } from '../ports/messenger.ts';
import { foreseeTranslation } from '../replies/foresee-translation.ts';
import { replyToTicket } from '../replies/reply-to-ticket.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { claimTicket } from '../tickets/claim-ticket.ts';
import { closeTicket, resolutions } from '../tickets/close-ticket.ts';
import type { Resolution } from '../tickets/close-ticket.ts';
import { findTicket } from '../tickets/find-ticket.ts';
import { noteTicket } from '../tickets/note-ticket.ts';
import { readTicketViews } from '../tickets/read-ticket-views.ts';
import { reopenTicket } from '../tickets/reopen-ticket.ts';
import { snoozeTicket } from '../tickets/snooze-ticket.ts';
import { transferTicket } from '../tickets/transfer-ticket.ts';
import { unclaimTicket } from '../tickets/unclaim-ticket.ts';
import { translateAgain } from '../translation/translate-again.ts';
import { describeError } from './describe-error.ts';
import { parseTime } from './grammar/parse-time.ts';
import { once } from './once.ts';
import { personMeant } from './person-meant.ts';
import { isDigestTap, tapDigest } from './tap-digest.ts';
import { isProposalTap, tapProposal } from './tap-proposal.ts';
import { isRuleFormTap, tapRuleForm } from './tap-rule-form.ts';

/**
 * A tap is the same verb as the typed command. The person is authorised and the ticket checked anew every time; whatever
 * comes of it, the answer carries the card as it now is.
 */
export async function handleTap(desk: Desk, tap: Tap): Promise<TapAnswer> {
  await desk.race('tap-received');
  const answer = await once(desk, tap, () => act(desk, tap));
  await desk.race('tap-answered');
  return answer;
}

async function act(desk: Desk, tap: Tap): Promise<TapAnswer> {
  if (isProposalTap(tap)) return tapProposal(desk, tap);
  if (isDigestTap(tap)) return tapDigest(desk, tap);
  if (isRuleFormTap(tap)) return tapRuleForm(desk, tap);
  const action = knownAction(tap.action);
  const ticket = await findTicket(desk.db.read, tap.ticket).catch(() => null);
  if (!ticket)
    return { toast: { type: 'error', text: describeError(desk, new GengfuError('unknown_ticket', { ticket: tap.ticket })) } };
  const chat = desk.chats.find(tap.messenger, tap.chat);
  const shown = chat ? desk.answeredCards.begin(chat.id, ticket.id) : () => {};
  try {
    const by = await actorOf(desk.db.read, tap.messenger, tap.person);
    const values = await desk.tracing.span({ name: `verb ${action}` }, () => perform(desk, tap, by));
    await desk.race('tap-committed');
    const card = await freshCard(desk, tap);
    shown(card.version);
    const done = action === 'details' && isPrivate(desk, tap) ? 'toast.details_private' : (`toast.${action}` as const);
    // Done, but not as the writer thinks: worth a second look.
    const type = ['absent', 'no_entry'].includes(values.translation ?? '') ? 'warning' : 'success';
    return { toast: { type, text: textsOf(desk)(done, { ticket: tap.ticket, ...values }) }, card };
  } catch (error) {
    const reason = describeError(desk, error);
    const card = await freshCard(desk, tap, error instanceof GengfuError && error.code === 'stale_reply' ? reason : undefined);
    shown(card.version);
    return { toast: { type: error instanceof GengfuError ? 'warning' : 'error', text: reason.split('\n')[0]! }, card };
  }
}

/** @returns values for the toast */
async function perform(desk: Desk, tap: Tap, by: Actor): Promise<Record<string, string>> {
  const { form, version: seenVersion } = tap;
  const request = { ticket: tap.ticket, by };
  const requestKey = `${tap.messenger}:${tap.eventId}`;
  switch (knownAction(tap.action)) {
    case 'claim':
      await claimTicket(desk, request);
      return {};
    case 'unclaim':
      await unclaimTicket(desk, request);
      return {};
    case 'transfer':
      await transferTicket(desk, { ...request, to: await personMeant(desk, tap, form.to ?? '') });
      return {};
    case 'reply': {
      const { replyId } = await replyToTicket(desk, { ...request, text: form.text ?? '', seenVersion, requestKey });
      await desk.race('reply-queued');
      return { translation: await foreseeTranslation(desk, replyId) };
    }
    case 'translate':
      requireRole(by, 'viewer');
      await translateAgain(desk, tap.ticket);
      return {};
    case 'details':
      await showDetails(desk, tap);
      return {};
    case 'note':
      await noteTicket(desk, { ...request, text: form.text ?? '', requestKey });
      return {};
    case 'close': {
      const resolution = (resolutions as readonly string[]).includes(form.resolution ?? '')
        ? (form.resolution as Resolution)
        : 'answered';
      await closeTicket(desk, { ...request, resolution, topic: form.topic || undefined, seenVersion });
      return {};
    }
    case 'snooze': {
      const now = desk.clock.now();
      const until = parseTime(form.until ?? '', { now, zone: desk.settings.get('zone') });
      if (until === null) throw new GengfuError('unreadable_time', { typed: (form.until ?? '').slice(0, 40) });
      await snoozeTicket(desk, { ...request, until });
      return { until: textsOf(desk).time(until, now) };
    }
    case 'false_alarm':
      await closeTicket(desk, { ...request, resolution: 'false_alarm', seenVersion });
      return {};
    case 'reopen':
      await reopenTicket(desk, request);
      return {};
    case 'silence': {
      const now = desk.clock.now();
      const until = now + tapSilenceMs;
      const chat = desk.chats.find(tap.messenger, tap.chat);
      if (!chat) throw new GengfuError('unknown_chat', { chat: tap.chat });
      await silenceTicket(desk, { ...request, until, chatId: chat.id });
      return { until: textsOf(desk).time(until, now) };
    }
  }
}

function knownAction(action: string): TicketAction {
  if (!(actions as readonly string[]).includes(action)) throw new GengfuError('unknown_action', { action });
  return action as TicketAction;
}

async function freshCard(desk: Desk, tap: Tap, refusal?: string): Promise<Card> {
  const [view] = await readTicketViews(desk, { numbers: [tap.ticket] });
  const opened = tap.action === 'details' && !isPrivate(desk, tap);
  const options = { ...cardOptions(desk), ...(opened ? { detailed: true as const } : {}) };
  return refusal ? refusalCard(view!, refusal, options) : ticketCard(view!, options);
}

/** Whether what one person asked to read can be shown to them alone; in a direct chat it is anyway. */
function isPrivate(desk: Desk, { messenger, chat }: Tap): boolean {
  return desk.messengers.get(messenger)?.can.privateView === true && desk.chats.find(messenger, chat)?.kind === 'group';
}

/** The whole conversation for the one who tapped; without anything to tap, for the card it came from stands above. */
async function showDetails(desk: Desk, tap: Tap): Promise<void> {
  const messenger = desk.messengers.get(tap.messenger);
  if (!messenger || !isPrivate(desk, tap)) return;
  const [view] = await readTicketViews(desk, { numbers: [tap.ticket] });
  const card = ticketCard(view!, { ...cardOptions(desk), detailed: true });
  await drawCard(desk, view!, card, (drawn) =>
    messenger.showTo({
      chat: tap.chat,
      person: tap.person.id,
      card: { ...drawn, actions: [] },
      key: `d-${tap.eventId}`.slice(0, 50),
    }),
  );
}
