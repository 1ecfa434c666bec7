import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Prisma, PrismaClient } from './client/client.ts';
import { GengfuError } from '../errors.ts';
import { attach } from './rows.ts';
import type { RowAccess } from './rows.ts';

export type Write = Prisma.TransactionClient;

/** A transaction that only set-based statements (rows.ts) take part in; the client never hears of it. */
export interface RowsOnly {
  readonly rowsOnly: true;
}
export type RowWrite = Write | RowsOnly;

/** The one connection that writes, as an engine offers it. */
export interface Writer {
  client: PrismaClient;
  /** Statements on the transaction that is open, whoever opened it. */
  rows: RowAccess;
  /** SQL without rows on the transaction that is open. */
  exec(sql: string): Promise<void>;
  /** A transaction that the client does not hear of. */
  transaction(work: () => Promise<void>): Promise<void>;
  /** First in every transaction of the client. */
  begun(): Promise<void>;
}

/** Longest that one transaction keeps taking in changes, so that the first of them is not kept waiting. */
const gatherMs = 10;
/** A database that restarts delays the changes that wait for it; one that stays away longer than this refuses them. */
const patienceMs = 5_000;
const againMs = 100;

interface Change {
  /**
   * `rows` changes need no client and so can go without its transactions, which cost more than theirs; `aside` ones write
   * through another connection and only take their turn here.
   */
  kind: 'rows' | 'any' | 'aside';
  run: (tx: never) => Promise<unknown>;
  effects: (() => void)[];
  resolve: (result: unknown) => void;
  reject: (reason: unknown) => void;
}

const mayJoin = (kind: Change['kind'], transaction: Change['kind']): boolean =>
  kind === 'rows' || (kind === 'any' && transaction === 'any');

/**
 * The one writer. Changes that arrive while a transaction runs share the next one, each inside a savepoint of its own: a
 * change that throws undoes itself alone, and nobody is answered before the commit is on disk.
 */
export function createWriteQueue(writer: Writer, { onCommit }: { onCommit: () => void }) {
  const waiting: Change[] = [];
  let running: Promise<void> | undefined;
  const current = new WeakMap<RowWrite, Change>();
  const rowsOnly: RowsOnly = { rowsOnly: true };
  const inside = new AsyncLocalStorage<true>();

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      if (waiting[0]!.kind === 'aside') {
        await stepAside(waiting.shift()!);
        onCommit();
        continue;
      }
      // A turn of the event loop first: what others have ready by then shares this commit. Where the disk is slow, all
      // messages under way move on one step per commit instead of each paying for its own.
      await setImmediate();
      const settled: (() => void)[] = [];
      try {
        // The queue is the only limit: a slow disk must delay a change, not lose it.
        await inside.run(true, () =>
          waiting[0]!.kind === 'rows'
            ? writer.transaction(() => gather(rowsOnly, settled, 'rows'))
            : writer.client.$transaction(
                async (tx) => {
                  await writer.begun();
                  await gather(tx, settled, 'any');
                },
                { maxWait: 600_000, timeout: 600_000 },
              ),
        );
      } catch (error) {
        if (taken.length === 0) await couldNotBegin(error);
        for (const { reject } of taken) reject(error);
        taken = [];
        continue;
      }
      taken = [];
      awaySince = undefined;
      onCommit();
      for (const settle of settled) settle();
    }
    running = undefined;
  }

  let taken: Change[] = [];

  let awaySince: number | undefined;

  async function couldNotBegin(error: unknown): Promise<void> {
    awaySince ??= performance.now();
    const passes = !(error instanceof GengfuError) && performance.now() - awaySince < patienceMs;
    if (passes) await sleep(againMs);
    else for (const { reject } of waiting.splice(0)) reject(error);
  }

  async function stepAside({ run, resolve, reject }: Change): Promise<void> {
    await inside.run(true, () => run(undefined as never)).then(resolve, reject);
  }

  async function gather(tx: RowWrite, settled: (() => void)[], only: Change['kind']): Promise<void> {
    attach(tx, writer.rows);
    const until = performance.now() + gatherMs;
    do {
      const change = waiting.shift()!;
      taken.push(change);
      current.set(tx, change);
      // Alone in its transaction a change needs no savepoint: the transaction itself is undone.
      const alone = taken.length === 1 && waiting.length === 0;
      if (!alone) await writer.exec('SAVEPOINT one');
      try {
        const result = await change.run(tx as never);
        settled.push(() => {
          change.resolve(result);
          for (const effect of change.effects) effect();
        });
      } catch (error) {
        if (alone) throw error;
        try {
          await writer.exec('ROLLBACK TO one');
        } catch {
          // A failing disk has ended the whole transaction: its own error says so, a missing savepoint does not.
          throw error;
        }
        settled.push(() => change.reject(error));
      }
      if (alone) return;
      await writer.exec('RELEASE one');
    } while (waiting[0] && mayJoin(waiting[0].kind, only) && performance.now() < until);
  }

  function enter<T>(kind: Change['kind'], run: Change['run']): Promise<T> {
    if (inside.getStore()) throw new Error('a change inside a change would wait for itself: pass tx on');
    return new Promise<T>((resolve, reject) => {
      waiting.push({ kind, run, effects: [], resolve: resolve as (result: unknown) => void, reject });
      running ??= drain();
    });
  }

  return {
    write: <T>(run: (tx: Write) => Promise<T>): Promise<T> => enter('any', run),
    writeRows: <T>(run: (tx: RowWrite) => Promise<T>): Promise<T> => enter('rows', run),
    /** Nothing is written here while `run` writes elsewhere, so neither has to wait for the other's lock. */
    writeAside: <T>(run: () => Promise<T>): Promise<T> => enter('aside', run),
    afterCommit(tx: RowWrite, effect: () => void): void {
      const change = current.get(tx);
      if (!change) throw new Error('afterCommit outside its transaction');
      change.effects.push(effect);
    },
    /** Whether somebody waits for a turn. */
    wanted: (): boolean => waiting.length > 0,
    idle: async () => running,
  };
}
