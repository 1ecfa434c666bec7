import pg from 'pg';
import { GengfuError } from '../../errors.ts';
import { Outage } from '../outage.ts';
import { namedLock } from './locks.ts';

/** By which the server knows the connections that hold. */
export const holderName = 'gengfu hold';
const againMs = 500;
const lookMs = 5_000;
const patienceMs = 5_000;

/** It was lost; it is held again; or it is over, as somebody holds the database alone now. */
export type HoldNews = 'lost' | 'held' | 'refused';

/** Somebody's word that they work on a database, for as long as it stands. */
export interface DatabaseHold {
  /**
   * Before every change: while the connection that carries it is lost, somebody else may hold the database alone.
   * @throws Outage | GengfuError database_taken once somebody does
   */
  insist(this: void): void;
  release(this: void): Promise<void>;
}

/**
 * Holds the whole database, shared or alone; needs no tables. It ends with its connection, so a connection that is lost is
 * followed by another one, and the hold is taken again.
 * @returns null where somebody holds it in a way that does not go with this
 */
export async function holdDatabase(options: {
  url: string;
  how: 'alone' | 'shared';
  tell?: (news: HoldNews) => void;
}): Promise<DatabaseHold | null> {
  const { url, how, tell = () => {} } = options;
  const lock = `pg_try_advisory_lock${how === 'shared' ? '_shared' : ''}(${namedLock})`;
  let session: pg.Client | undefined;
  let former: { pid: number; since: string } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let over = false;

  /** @returns whether it is held now */
  async function take(): Promise<boolean> {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: holderName,
      keepAlive: true,
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
    });
    fresh.on('error', () => {});
    try {
      await fresh.connect();
      // One that we have given up and the server has not would keep us out for hours.
      if (former)
        await fresh.query(
          `SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE pid = $1 AND backend_start::text = $2`,
          [former.pid, former.since],
        );
      const { rows } = await fresh.query<{ got: boolean; pid: number; since: string }>(
        `SELECT ${lock} AS got, pid, backend_start::text AS since FROM pg_stat_activity WHERE pid = pg_backend_pid()`,
        ['service'],
      );
      const { got, ...ours } = rows[0]!;
      if (!got || over) {
        await fresh.end();
        return false;
      }
      [session, former] = [fresh, ours];
      fresh.once('end', () => lost(fresh));
      look(fresh);
      return true;
    } catch (error) {
      await fresh.end().catch(() => {});
      throw error;
    }
  }

  /** Nobody says that a line is dead where nobody asks anything. */
  function look(held: pg.Client): void {
    timer = setTimeout(() => {
      held.query('SELECT 1').then(
        () => session === held && look(held),
        () => void held.end().catch(() => {}),
      );
    }, lookMs);
    timer.unref();
  }

  function lost(held: pg.Client): void {
    if (session !== held || over) return;
    session = undefined;
    clearTimeout(timer);
    tell('lost');
    void again();
  }

  async function again(): Promise<void> {
    const held = await take().catch(() => null);
    if (over) return;
    if (held === null) {
      timer = setTimeout(() => void again(), againMs);
      return;
    }
    over = !held;
    tell(held ? 'held' : 'refused');
  }

  if (!(await take())) return null;
  return {
    insist() {
      if (session) return;
      throw over ? new GengfuError('database_taken') : new Outage('the hold on the database is lost');
    },
    async release() {
      over = true;
      clearTimeout(timer);
      await session?.end().catch(() => {});
    },
  };
}
