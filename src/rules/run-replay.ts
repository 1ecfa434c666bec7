import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Rule } from './compile-rules.ts';
import type { ReplayNews, ReplayOrder, ReplayProgress, StoredReplay } from './replay-order.ts';

/** What a replay needs of the desk; the command line has no more. */
export type Archive = Pick<Desk, 'db' | 'stores' | 'rules' | 'hours'>;

export interface ReplayRequest {
  tried: readonly Rule[];
  /** Instants. */
  from: number;
  to: number;
  picture?: ReplayOrder['picture'];
}

/**
 * Runs rules over the stored messages on a thread of its own.
 * @param watch.onProgress several times a second @param watch.signal calls it off, at the next page
 * @throws GengfuError replay_called_off
 */
export function runReplay(
  desk: Archive,
  request: ReplayRequest,
  watch: { onProgress?: (progress: ReplayProgress) => void; signal?: AbortSignal } = {},
): Promise<StoredReplay> {
  const { tried, from, to, picture } = request;
  const triedIds = new Set(tried.map(({ id }) => id));
  const order: ReplayOrder = {
    tried: [...tried],
    others: desk.rules.rules().filter(({ id }) => !triedIds.has(id)),
    stores: desk.stores.all().map(({ id, platform, name, site }) => ({ id, platform, name, site })),
    calendar: desk.hours.calendar().definition,
    from,
    to,
    picture,
    calledOff: new SharedArrayBuffer(4),
  };
  const callOff = (): void => void Atomics.store(new Int32Array(order.calledOff), 0, 1);
  const { promise, resolve, reject } = Promise.withResolvers<StoredReplay>();
  const worker = desk.db.aside.start(new URL('./replay-worker.ts', import.meta.url), order);
  worker.on('message', (news: ReplayNews) => {
    if ('progress' in news) watch.onProgress?.(news.progress);
    else if ('done' in news) resolve(news.done);
    else reject(new GengfuError('replay_called_off'));
  });
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('the replay was broken off')));
  watch.signal?.addEventListener('abort', callOff, { once: true });
  if (watch.signal?.aborted) callOff();
  return promise.finally(() => watch.signal?.removeEventListener('abort', callOff));
}
