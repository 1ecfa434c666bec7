/** Runs `work` on each, a few at once. @returns outcomes in the order of `items` */
export async function fewAtATime<T, R>(items: readonly T[], work: (item: T) => Promise<R>, most = 4): Promise<R[]> {
  const outcomes: R[] = [];
  let next = 0;
  const walk = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) outcomes[index] = await work(items[index]!);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, walk));
  return outcomes;
}
