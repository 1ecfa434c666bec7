import type { Desk } from '../desk.ts';
import { changeRows, selectRows } from '../store/sqlite-rows.ts';

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
  const key = `${push.messenger} ${push.eventId}`;
  const underWay = running.get(key) as Promise<Answer> | undefined;
  if (underWay) return underWay;
  const done = (async () => {
    const answer = await act();
    const sealed = desk.db.seal.seal(JSON.stringify(answer));
    await desk.db.writeRows((tx) =>
      changeRows(
        tx,
        'INSERT INTO "MessengerEvent" ("messenger", "eventId", "at", "answer") VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
        push.messenger,
        push.eventId,
        desk.clock.now(),
        sealed,
      ),
    );
    return answer;
  })().finally(() => running.delete(key));
  running.set(key, done);
  return done;
}

/** A re-push that overtakes its first delivery waits for that one's answer. */
const running = new Map<string, Promise<unknown>>();
