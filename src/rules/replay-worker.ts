/** The other side of run-replay.ts: one replay, then the end. */
import { parentPort, workerData } from 'node:worker_threads';
import { openCalendar } from '../clocks/calendar.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import type { AsideData } from '../store/read-aside.ts';
import { createSeal } from '../store/seal.ts';
import { replayArchive } from './replay-archive.ts';
import type { ReplayNews, ReplayOrder, ReplayProgress } from './replay-order.ts';

const progressEveryMs = 200;

const { file, key, input: order } = workerData as AsideData<ReplayOrder>;
const say = (news: ReplayNews): void => parentPort!.postMessage(news);

let toldAt = 0;
function onProgress(progress: ReplayProgress): void {
  if (performance.now() - toldAt < progressEveryMs) return;
  toldAt = performance.now();
  say({ progress });
}

const calendar = await openCalendar(order.calendar);
const db = openSqlite(file!);
db.pragma('query_only = ON');
try {
  const replayed = replayArchive({ db, seal: createSeal(Buffer.from(key)), calendar }, order, onProgress);
  if (!replayed) say({ calledOff: true });
  else if (!order.picture) say({ done: replayed });
  else {
    const { drawReplay } = await import('./draw-replay.ts');
    say({ done: { ...replayed, picture: await drawReplay(replayed.perDay, order.picture) } });
  }
} finally {
  db.close();
}
