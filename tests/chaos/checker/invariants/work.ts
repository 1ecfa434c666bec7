import { doubled, lost, onceEach, wrong } from '../fault.ts';
import type { Fault, Invariant } from '../fault.ts';

const release = new Set(['unclaimed', 'released', 'transferred', 'closed', 'reopened', 'merged']);

/** Of any number who claim, one has it until it is given back. */
export const claims: Invariant = ({ tickets, events, run }) =>
  tickets.flatMap(({ id, number }): Fault[] => {
    const faults: Fault[] = [];
    let held = false;
    for (const { kind } of events.filter(({ ticketId }) => ticketId === id)) {
      if (kind === 'claimed' && held) faults.push(doubled(`claim of #${number}: taken while somebody had it`));
      held = kind === 'claimed' || (held && !release.has(kind));
    }
    const told = new Set(
      run.history
        .of('answered')
        .filter(({ subject, more }) => subject.startsWith(`${run.id}-claim-${number}-`) && more?.type === 'success')
        .map(({ subject }) => subject),
    );
    const claimed = events.filter(({ ticketId, kind }) => ticketId === id && kind === 'claimed').length;
    if (told.size > claimed) faults.push(doubled(`claim of #${number}: ${told.size} were told that they have it`));
    return faults;
  });

/** What the desk took over reached the buyer once, as far as the shop can tell two apart. */
export const replies: Invariant = ({ run }) => {
  const { ground, history, id } = run;
  const got = ground.shop.replies
    .map(({ body }) => (JSON.parse(body) as { data: { reply_id: string; text: string } }).data)
    .filter(({ text }) => text.includes(`${id}-r`));
  const distinct = [...new Map(got.map((reply) => [reply.reply_id, reply])).values()];
  const words = distinct.map(({ text }) => /\S+-r\d+/.exec(text)![0]);
  // The same id again is the same answer to whoever looks; without anything in the way nobody should have to look.
  const repeated = got.length > distinct.length && !history.disturbed();
  return [
    ...onceEach(
      'reply',
      history.of('said').map(({ subject }) => subject),
      words,
    ),
    ...(repeated ? [doubled(`hand-over: ${got.length} calls for ${distinct.length} replies, and nothing was in the way`)] : []),
  ];
};

/** What was said to the bot is done once, or refused in words. */
export const notes: Invariant = ({ run, tickets, events }) => {
  const { feishu, chat } = run.ground;
  const refused = new Set(
    feishu
      .messages(chat)
      .filter(({ parentId, text }) => parentId !== undefined && !text.includes('已备注'))
      .map(({ parentId }) => parentId),
  );
  const done = events
    .filter(({ kind }) => kind === 'note')
    .map(({ ticketId }) => `#${tickets.find(({ id }) => id === ticketId)?.number}`);
  const heard = run.history.of('heard').filter(({ more }) => !refused.has(more?.messageId as string | undefined));
  return onceEach(
    'note on',
    heard.map(({ more }) => `#${String(more?.ticket)}`),
    done,
  );
};

/** Nobody waits for an answer to a tap that the desk could have given. */
export const taps: Invariant = ({ run: { history } }) =>
  history.disturbed()
    ? []
    : history
        .of('unanswered')
        .filter(({ more }) => more?.elapsedMs !== undefined)
        .map(({ subject, more }) => wrong(`${subject}: no answer within ${String(more?.elapsedMs)} ms`));

/** Nothing was given up, and whoever is called has been called. */
export const jobs: Invariant = async ({ run, tickets }) => {
  const { engine } = run.ground;
  const ids = tickets.map(({ id }) => `'${id}'`).join(', ') || `''`;
  const dead = await engine.read<{ kind: string; lastError: string }>(
    `SELECT "kind", "lastError" FROM "Job" WHERE "deadAt" IS NOT NULL`,
  );
  const due = await engine.read<{ wanted: string }>(
    `SELECT "wanted" FROM "Call" WHERE "state" = 'due' AND "ticketId" IN (${ids})`,
  );
  const timers = await engine.read<{ key: string }>(`SELECT "key" FROM "Job" WHERE "kind" = 'ticket-timer'`);
  const now = await run.ground.now();
  const untimed = tickets.filter(
    ({ id, state, unansweredSince, policyDueAt, teamDueAt }) =>
      (state === 'new' || state === 'claimed') &&
      unansweredSince !== null &&
      Math.max(policyDueAt ?? 0, teamDueAt ?? 0) > now &&
      !timers.some(({ key }) => key === `timer:${id}`),
  );
  return [
    ...dead.map(({ kind, lastError }) => lost(`job ${kind}: ${lastError}`)),
    ...due.map(({ wanted }) => lost(`call by ${wanted}`)),
    ...untimed.map(({ number }) => lost(`timer of #${number}`)),
  ];
};
