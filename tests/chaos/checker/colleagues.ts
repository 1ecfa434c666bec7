import { setTimeout as sleep } from 'node:timers/promises';
import { sandboxClient } from '../../timeline/sandbox-client.ts';
import type { TapResult } from '../../timeline/sandbox-client.ts';
import { patienceMs } from '../undying-service.ts';
import { feishuPerson } from './ground.ts';
import { readCards, readTickets } from './read-run.ts';
import type { RunTicket } from './read-run.ts';
import type { Run } from './run.ts';

/** Who may claim in the sandbox's group. */
const agents = ['wang', 'chen'] as const;

/** Lets the team take and answer what shows up, until `expected` tickets are in hand: claimed in a race, noted on, answered once. */
export async function letColleaguesWork(run: Run, expected: number): Promise<void> {
  const taken = new Set<number>();
  const under: Promise<void>[] = [];
  const end = performance.now() + patienceMs;
  while (taken.size < expected && performance.now() < end) {
    for (const ticket of await readTickets(run)) {
      if (taken.has(ticket.number)) continue;
      taken.add(ticket.number);
      under.push(lookAfter(run, ticket));
    }
    await sleep(30);
  }
  await Promise.all(under);
}

async function lookAfter(run: Run, ticket: RunTicket): Promise<void> {
  const owner = await claimInARace(run, ticket);
  await Promise.all([note(run, ticket), answer(run, ticket, owner)]);
}

/** Two tap at once, perhaps a third in Feishu, and a tap may be pushed twice. @returns who can answer, of the sandbox's people */
async function claimInARace(run: Run, ticket: RunTicket): Promise<string> {
  const { random } = run;
  const claim = (person: string) =>
    tap(run, ticket, { person, action: 'claim', eventId: `${run.id}-claim-${ticket.number}-${person}` });
  const tries: Promise<unknown>[] = agents.map(claim);
  if (random() < 0.5) tries.push(claim(agents[0]));
  if (random() < 0.3) tries.push(claimInFeishu(run, ticket));
  await Promise.all(tries);
  // By what is written of it: the clock may have jumped, and whoever took it be let off since.
  const find = async () => (await lastClaim(run, ticket))?.personId;
  const owner = await run.ground.service.insist(find, `an owner of #${ticket.number}`);
  // Whoever it is in Feishu, a supervisor may answer for them.
  return agents.find((agent) => agent === owner) ?? 'lin';
}

async function lastClaim(run: Run, ticket: RunTicket): Promise<{ personId: string } | undefined> {
  const claims = await run.ground.engine.read<{ personId: string }>(
    `SELECT "personId" FROM "TicketEvent" WHERE "ticketId" = '${ticket.id}' AND "kind" = 'claimed' ORDER BY "version" DESC LIMIT 1`,
  );
  return claims[0];
}

async function claimInFeishu(run: Run, ticket: RunTicket): Promise<void> {
  const { ground, history } = run;
  const card = (await readCards(run)).find(({ ticketId, messenger }) => ticketId === ticket.id && messenger === 'feishu');
  if (!card?.messageId || !ground.feishu.offered(card.messageId).includes('claim')) return;
  const { failure, elapsedMs } = await ground.feishu.press({
    messageId: card.messageId,
    person: feishuPerson.id,
    action: 'claim',
  });
  history.add(failure === 200340 ? 'unanswered' : 'answered', `feishu claim #${ticket.number}`, {
    elapsedMs: Math.round(elapsedMs),
  });
}

/** One answer to the buyer. A card that is out of date is looked at again, and tapped again. */
async function answer(run: Run, ticket: RunTicket, person: string): Promise<void> {
  const text = `Antwort ${run.id}-r${ticket.number}`;
  for (let look = 0; look < 20; look += 1) {
    const { toast, toastType } = await tap(run, ticket, {
      person,
      action: 'reply',
      form: { text },
      eventId: `${run.id}-reply-${ticket.number}-${look}`,
    });
    if (toast.startsWith('正在发送'))
      return run.history.add('said', `${run.id}-r${ticket.number}`, { ticket: ticket.number, text });
    run.history.add('refused', `${run.id}-r${ticket.number}`, { toast, toastType });
    await sleep(50);
  }
}

/** In words, in either group; Feishu pushes them until they are acknowledged. Whoever is refused says so again. */
async function note(run: Run, ticket: RunTicket): Promise<void> {
  const { ground, history, random } = run;
  const text = `/备注 ${ticket.number} Notiz ${run.id}-n${ticket.number}`;
  if (random() < 0.5) {
    let refusals = 0;
    await ground.service.insist(async (url) => {
      // Said again it is another saying, unless nobody knows what became of the first.
      const eventId = `${run.id}-note-${ticket.number}-${refusals}`;
      const [answer] = await sandboxClient(url).say('lin', text, { eventId });
      if (answer?.text.includes('已备注')) return answer;
      history.add('refused', eventId, { answer: answer?.text });
      refusals += 1;
      return undefined;
    }, `the note on #${ticket.number}`);
    return history.add('heard', `${run.id}-n${ticket.number}`, { ticket: ticket.number });
  }
  const said = await ground.feishu.pushMessage({ chat: ground.chat, person: feishuPerson.id, text: `@bot ${text}` });
  const again = async () => (await ground.feishu.repeat(said.eventId)).acked || undefined;
  if (!said.acked) await ground.service.insist(again, `Feishu's note on #${ticket.number}`);
  history.add('heard', `${run.id}-n${ticket.number}`, { ticket: ticket.number, messageId: said.messageId });
}

export interface SandboxTap {
  person: string;
  action: 'claim' | 'reply' | 'close';
  form?: Record<string, string>;
  eventId: string;
}

/** Taps the ticket's card in the sandbox until there is an answer; what was pushed before has the same id. */
export async function tap(run: Run, ticket: RunTicket, { person, action, form, eventId }: SandboxTap): Promise<TapResult> {
  const { ground, history } = run;
  history.add('tapped', eventId, { ticket: ticket.number, person });
  let refusals = 0;
  const answered = await ground.service.insist(async () => {
    const card = (await readCards(run)).find(({ ticketId, messenger }) => ticketId === ticket.id && messenger === 'sandbox');
    if (!card?.messageId) return undefined;
    const tapId = refusals === 0 ? eventId : `${eventId}-${refusals}`;
    const answer = await ground.sandbox.tap({ messageId: card.messageId, action, person, form, eventId: tapId });
    // As on a full disk: whoever reads that nothing came of it taps once more.
    if (answer.toast.startsWith('这一步没有成功')) {
      refusals += 1;
      return undefined;
    }
    // "Still at it": what came of it shows later. Whoever looks again asks for the same.
    if (!answer.toast.startsWith('还在处理')) return answer;
    history.add('unanswered', eventId, { toast: answer.toast });
    return undefined;
  }, `the tap ${eventId}`);
  history.add('answered', eventId, { toast: answered.toast, type: answered.toastType });
  return answered;
}
