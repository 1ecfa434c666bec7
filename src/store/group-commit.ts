/**
 * Lets many callers be one change: whatever has come when the writer gets to it is written at once, and each caller is
 * answered after the commit that holds its item.
 * @param options.write a way of the database to take the writer's turn, such as `db.writeEvents`
 * @param options.apply writes all items and returns one result per item, in order
 * @param options.enough for a writer whose turn comes at once: what comes in one round of the event loop goes together, or so
 * many, which are written while the round goes on. Absent = the turn is asked for with the first item and takes its time
 */
export function createGroupCommit<Means, Item, Result>(options: {
  write: (change: (means: Means) => Promise<Result[]>) => Promise<Result[]>;
  apply: (means: Means, items: Item[]) => Promise<Result[]>;
  enough?: number;
}): (item: Item) => Promise<Result> {
  const { write, apply, enough } = options;
  interface Waiting {
    item: Item;
    resolve: (result: Result) => void;
    reject: (reason: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let endOfRound: NodeJS.Immediate | undefined;

  async function commit(): Promise<void> {
    clearImmediate(endOfRound);
    endOfRound = undefined;
    let taken: Waiting[] | undefined;
    try {
      const results = await write((means) => {
        taken = waiting;
        waiting = [];
        // Those who waited for the same turn may have been taken along by the one before.
        return taken.length === 0
          ? Promise.resolve([])
          : apply(
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
      waiting.push({ item, resolve, reject });
      if (enough === undefined ? waiting.length === 1 : waiting.length % enough === 0) void commit();
      else if (enough !== undefined) endOfRound ??= setImmediate(() => void commit());
    });
}
