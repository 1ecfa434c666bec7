import type { Database, RowWrite } from './database.ts';

/**
 * Lets many callers be one change: whatever has come when the writer gets to it is written at once, and each caller is
 * answered after the commit that holds its item.
 * @param apply writes all items and returns one result per item, in order
 */
export function createGroupCommit<Item, Result>(
  db: Pick<Database, 'writeRows'>,
  apply: (tx: RowWrite, items: Item[]) => Promise<Result[]>,
): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item;
    resolve: (result: Result) => void;
    reject: (reason: unknown) => void;
  }
  let waiting: Waiting[] = [];

  async function commit(): Promise<void> {
    let taken: Waiting[] | undefined;
    try {
      const results = await db.writeRows((tx) => {
        taken = waiting;
        waiting = [];
        return apply(
          tx,
          taken.map(({ item }) => item),
        );
      });
      taken!.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (error) {
      // The transaction may have failed before it took anything.
      for (const { reject } of taken ?? waiting.splice(0)) reject(error);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ item, resolve, reject }) === 1) void commit();
    });
}
