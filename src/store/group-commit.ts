/**
 * Lets many callers be one change: whatever has come when the writer gets to it is written at once, and each caller is
 * answered after the commit that holds its item.
 * @param write a way of the database to take the writer's turn, such as `db.writeRows`
 * @param apply writes all items and returns one result per item, in order
 */
export function createGroupCommit<Means, Item, Result>(
  write: (change: (means: Means) => Promise<Result[]>) => Promise<Result[]>,
  apply: (means: Means, items: Item[]) => Promise<Result[]>,
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
      const results = await write((means) => {
        taken = waiting;
        waiting = [];
        return apply(
          means,
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
