import { load } from './load.ts';

/** Something that takes posts on a port and shows their effect elsewhere, each under a key. */
export interface Delivery {
  port: number;
  /** @returns milliseconds from each key's instant to its effect, ascending, once all have shown */
  latencies: (sent: ReadonlyMap<string, number>) => Promise<number[]>;
}

export interface Post {
  request: Buffer;
  /** Under which the effects show. */
  keys: readonly string[];
}

/** Posts at an even rate, each on a connection of its own. */
export async function paced(to: Delivery, posts: readonly Post[], perSecond: number): Promise<number[]> {
  const sent = new Map<string, number>();
  const started = performance.now();
  const answers: Promise<unknown>[] = [];
  for (const [index, { request, keys }] of posts.entries()) {
    const wait = started + (index * 1000) / perSecond - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    for (const key of keys) sent.set(key, performance.now());
    answers.push(load(to.port, [request], 1));
  }
  await Promise.all(answers);
  return to.latencies(sent);
}

export interface Flood {
  /** Milliseconds from the beginning of the flood, ascending. */
  times: number[];
  acceptedAfter: number;
}

/** Posts as fast as they are accepted, over 64 connections. */
export async function flooded(to: Delivery, posts: readonly Post[]): Promise<Flood> {
  const started = performance.now();
  await load(
    to.port,
    posts.map(({ request }) => request),
    64,
  );
  const acceptedAfter = Math.round(performance.now() - started);
  return { times: await to.latencies(new Map(posts.flatMap(({ keys }) => keys).map((key) => [key, started]))), acceptedAfter };
}
