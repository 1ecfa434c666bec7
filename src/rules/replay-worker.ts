/** The other side of run-replay.ts: one replay, then the end. */
import { parentPort, workerData } from 'node:worker_threads';
import { openCalendar } from '../clocks/calendar.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import type { AsideData } from '../store/read-aside.ts';
import { createSeal } from '../store/seal.ts';
import { replayArchive } from './replay-archive.ts';
import type { Replayed } from './replay-archive.ts';
import type { ReplayNews, ReplayOrder, ReplayProgress } from './replay-order.ts';

const progressEveryMs = 200;

const { file, url, key, input: order } = workerData as AsideData<ReplayOrder>;
const say = (news: ReplayNews): void => parentPort!.postMessage(news);

let toldAt = 0;
function onProgress(progress: ReplayProgress): void {
  if (performance.now() - toldAt < progressEveryMs) return;
  toldAt = performance.now();
  say({ progress });
}

const seal = createSeal(Buffer.from(key));
const calendar = await openCalendar(order.calendar);
const replayed = url === undefined ? replayFile(file!) : await replayServer(url);
if (!replayed) say({ calledOff: true });
else if (!order.picture) say({ done: replayed });
else {
  const { drawReplay } = await import('./draw-replay.ts');
  say({ done: { ...replayed, picture: await drawReplay(replayed.perDay, order.picture) } });
}

function replayFile(path: string): Replayed | null {
  const db = openSqlite(path);
  db.pragma('query_only = ON');
  try {
    return replayArchive({ db, seal, calendar }, order, onProgress);
  } finally {
    db.close();
  }
}

async function replayServer(connectionString: string): Promise<Replayed | null> {
  const [{ default: pg }, { replayPostgres }] = await Promise.all([import('pg'), import('./replay-archive-postgres.ts')]);
  const client = new pg.Client({ connectionString, application_name: 'gengfu replay' });
  await client.connect();
  try {
    return await replayPostgres({ client, seal, calendar }, order, onProgress);
  } finally {
    await client.end();
  }
}
