import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import { actorOf } from '../people/people-directory.ts';
import type { Saying } from '../ports/messenger.ts';
import { foreseeTranslation } from '../replies/foresee-translation.ts';
import { replyToTicket } from '../replies/reply-to-ticket.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { readTicketViews } from '../tickets/read-ticket-views.ts';
import { ticketCard } from '../../cards/ticket-card.ts';
import { cardOptions } from '../notify/card-options.ts';
import { drawCard } from '../notify/draw-card.ts';
import type { CommandAnswer, Spoken } from './command.ts';
import { commands } from './command-list.ts';
import { describeError } from './describe-error.ts';
import { describeProblem } from './describe-problem.ts';
import type { CommandSpec } from './grammar/command-spec.ts';
import { parseCommand } from './grammar/parse-command.ts';
import { once } from './once.ts';
import { reply } from './reply.ts';

/**
 * Answers what was said to the bot. A push that comes twice gets the same answer without acting twice.
 * @returns ids of the messages the bot posted
 */
export async function handleSaying(desk: Desk, saying: Saying): Promise<{ messageIds: string[] }> {
  const messenger = desk.messengers.get(saying.messenger);
  if (!messenger) throw new Error(`no messenger ${saying.messenger}`);
  const answer = await once<CommandAnswer>(desk, saying, () => respond(desk, saying));
  const messageIds: string[] = [];
  if (answer.text) {
    const said = await messenger.say({
      chat: saying.chat,
      text: answer.text,
      key: `a-${saying.eventId}`.slice(0, 50),
      replyTo: saying.messageId,
    });
    messageIds.push(said.messageId);
  }
  if (answer.card !== undefined) {
    const [view] = await readTicketViews(desk, { numbers: [answer.card] });
    if (view) {
      const posted = await drawCard(desk, view, ticketCard(view, cardOptions(desk)), (card) =>
        messenger.postCard({ chat: saying.chat, card, key: `s-${saying.eventId}`.slice(0, 50) }),
      );
      messageIds.push(posted.messageId);
    }
  }
  if (answer.form) {
    const key = `f-${saying.eventId}`.slice(0, 50);
    messageIds.push((await messenger.postCard({ chat: saying.chat, card: answer.form, key })).messageId);
  }
  return { messageIds };
}

async function respond(desk: Desk, saying: Saying): Promise<CommandAnswer> {
  try {
    const by = await actorOf(desk.db.read, saying.messenger, saying.person);
    const chat = await desk.chats.meet(
      { messenger: saying.messenger, externalId: saying.chat, kind: saying.chatKind },
      desk.clock.now(),
    );
    const account = { messenger: saying.messenger, id: saying.person.id, name: saying.person.name ?? by.name };
    return await obey(desk, saying, {
      by,
      chat,
      account,
      mentions: saying.mentions,
      eventKey: `${saying.messenger}:${saying.eventId}`,
      files: saying.files ?? [],
    });
  } catch (error) {
    return { text: describeError(desk, error) };
  }
}

async function obey(desk: Desk, saying: Saying, spoken: Spoken): Promise<CommandAnswer> {
  const ticket = await quotedTicket(desk, saying);
  const parsed = parseCommand(saying.text, specsFor(saying), {
    now: desk.clock.now(),
    zone: desk.settings.get('zone'),
    mentions: saying.mentions,
    stores: desk.stores.all(),
    ticket,
  });
  if (!('problem' in parsed)) {
    const command = commands.find(({ spec }) => spec.name === parsed.command)!;
    requireRole(spoken.by, command.least);
    return desk.tracing.span({ name: `verb ${command.spec.name}` }, async () => command.run(desk, parsed.args, spoken));
  }
  // Quoting a card and typing is answering its buyer; a slash says that a command was meant.
  if (ticket !== undefined && !parsed.slashed) {
    const { by, files, eventKey: requestKey } = spoken;
    const { replyId } = await desk.tracing.span({ name: 'verb reply' }, () =>
      replyToTicket(desk, { ticket, by, text: saying.text, requestKey, files }),
    );
    return { text: textsOf(desk)('toast.reply', { translation: await foreseeTranslation(desk, replyId) }) };
  }
  if (spoken.files.length > 0 && !parsed.slashed) throw new GengfuError('files_without_ticket');
  return { text: describeProblem(textsOf(desk), parsed.problem, saying.text) };
}

/** A file may be the whole answer: `/reply 1042` needs no words beside it. */
function specsFor({ files = [] }: Saying): CommandSpec[] {
  const specs: CommandSpec[] = commands.map(({ spec }) => spec);
  if (files.length === 0) return specs;
  return specs.map((spec) =>
    spec === reply.spec
      ? { ...spec, params: spec.params.map((param) => (param.kind === 'rest' ? { ...param, optional: true } : param)) }
      : spec,
  );
}

/** The ticket whose card is being quoted: known by the card's id, else by the number that stands in its words. */
async function quotedTicket(desk: Desk, saying: Saying): Promise<number | undefined> {
  if (!saying.quotes) return numberIn(saying.quotedText);
  const card = await desk.db.read.card.findFirst({ where: { messageId: saying.quotes } });
  const ticket = card && (await desk.db.read.ticket.findUnique({ where: { id: card.ticketId }, select: { number: true } }));
  return ticket?.number;
}

function numberIn(text: string | undefined): number | undefined {
  const found = /#(\d{4,9})(?!\d)/.exec(text ?? '');
  return found ? Number(found[1]) : undefined;
}
