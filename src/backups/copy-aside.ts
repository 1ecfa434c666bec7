import type { Database } from '../store/database.ts';

export interface Copied {
  bytes: number;
  sha256: string;
}

/** A checked copy of the database in one file, made on a thread of its own while everything goes on. */
export function copyAside(db: Pick<Database, 'aside'>, to: string): Promise<Copied> {
  const { promise, resolve, reject } = Promise.withResolvers<Copied>();
  const worker = db.aside.start(new URL('./copy-worker.ts', import.meta.url), to);
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('the copy was broken off')));
  return promise;
}
