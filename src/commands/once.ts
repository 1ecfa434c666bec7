import type { Desk } from '../desk.ts';
import { changeRows, selectRows } from '../store/rows.ts';

/**
 * Lets one push of a messenger act once. Messengers push again for hours (facts/messengers §0.3), so what was answered is
 * kept in the database; a push whose first run died before it was answered runs again, and the verbs see to it that this
 * changes nothing twice.
 */
export async function once<Answer>(
  desk: Desk,
  push: { messenger: string; eventId: string },
  act: () => Promise<Answer>,
): Promise<Answer> {
  const [known] = await selectRows<{ answer: string | null }>(
    desk.db.read,
    'SELECT "answer" FROM "MessengerEvent" WHERE "messenger" = ? AND "eventId" = ?',
    push.messenger,
    push.eventId,
  );
  if (known?.answer) return JSON.parse(desk.db.seal.open(known.answer)) as Answer;
  const pushes = runningOf(desk);
  const key = `${push.messenger} ${push.eventId}`;
  const underWay = pushes.get(key) as Promise<Answer> | undefined;
  if (underWay) return underWay;
  const done = act();
  pushes.set(key, done);
  // The answer does not wait for its own record: should that be lost, the push runs again and changes nothing twice.
  void done
    .then((answer) => record(desk, push, answer))
    .catch((error: unknown) => desk.log.warn({ err: error }, 'an answer was not recorded'))
    .finally(() => pushes.delete(key));
  return done;
}

function record(desk: Desk, push: { messenger: string; eventId: string }, answer: unknown): Promise<number> {
  const sealed = desk.db.seal.seal(JSON.stringify(answer));
  return desk.db.writeRows((tx) =>
    changeRows(
      tx,
      'INSERT INTO "MessengerEvent" ("messenger", "eventId", "at", "answer") VALUES (?, ?, instant(?), ?) ON CONFLICT DO NOTHING',
      push.messenger,
      push.eventId,
      desk.clock.now(),
      sealed,
    ),
  );
}

/** A re-push that overtakes its first delivery waits for that one's answer. */
const running = new WeakMap<Desk, Map<string, Promise<unknown>>>();

function runningOf(desk: Desk): Map<string, Promise<unknown>> {
  let pushes = running.get(desk);
  if (!pushes) running.set(desk, (pushes = new Map<string, Promise<unknown>>()));
  return pushes;
}
