import { expect } from 'vitest';
import type { InsideService } from './start-inside.ts';
import { until } from './until.ts';

/** Something people could see, as it became visible. */
export interface Sight {
  kind: 'card' | 'text' | 'reply';
  /** The messenger's id of the message; the marketplace's of a reply. */
  id: string;
  /** Every word of it that a person reads. */
  words: string;
  /** Actions a card offers. */
  offers: string[];
  ticket?: number;
}

/** A stage shows what has become visible or changed since it was last asked. */
export interface Stage {
  /** Part of it lies behind sockets, where nobody can ask whether all is done. */
  live?: true;
  look(): Promise<Sight[]>;
}

export interface Wanted {
  shows?: string | RegExp | (string | RegExp)[];
  hides?: string | RegExp | (string | RegExp)[];
  offers?: string[];
  ticket?: number;
}

/** Seconds of a night, both ends included. */
export interface Window {
  from: number;
  to: number;
}
export const between = (from: number, to: number): Window => ({ from, to });

export type Night = Awaited<ReturnType<typeof openNight>>;

/**
 * The product's timeline: `await night.at(60, () => wang.taps('claim'))`, `await night.expect(between(60, 61)).card({ shows: '王磊' })`.
 * Time stands still while something happens and moves from one due job to the next in between, so that every sight is
 * stamped with the very second that caused it.
 */
export async function openNight(service: InsideService, stage: Stage) {
  const start = service.clock.now();
  const seen: (Sight & { at: number })[] = [];
  const now = (): number => (service.clock.now() - start) / 1000;

  async function look(): Promise<void> {
    const at = now();
    for (const sight of await stage.look()) seen.push({ ...sight, at });
  }

  async function settle(): Promise<void> {
    await service.settled();
    await look();
  }

  async function moveTo(second: number): Promise<void> {
    await settle();
    for (;;) {
      const due = await service.desk.db.read.job.findFirst({ where: { deadAt: null }, orderBy: { dueAt: 'asc' } });
      const next = Math.min(second, due ? (due.dueAt.getTime() - start) / 1000 : Infinity);
      if (next > now()) service.clock.advance(Math.ceil((next - now()) * 1000));
      await settle();
      if (now() >= second) return;
    }
  }

  const found = (kind: Sight['kind'], wanted: Wanted, { from, to }: Window) =>
    seen.filter((sight) => sight.kind === kind && sight.at >= from && sight.at <= to && matches(sight, wanted));
  const told = (window: Window): string =>
    seen
      .filter(({ at }) => at >= window.from && at <= window.to)
      .map(({ at, kind, words, offers }) => `  ${at} s ${kind}: ${words.replaceAll('\n', ' | ')} [${offers.join(' ')}]`)
      .join('\n') || '  nothing at all';

  async function moved(find: () => Sight | undefined, window: Window): Promise<Sight | undefined> {
    if (now() < window.to) await moveTo(window.to);
    return find();
  }

  /** Behind sockets time goes on by itself, until it was seen or is too late. */
  async function live(find: () => Sight | undefined, window: Window): Promise<Sight | undefined> {
    const looked = await until(async () => {
      await look();
      return find() ?? (now() > window.to ? 'too late' : undefined);
    }, 'the end of the window');
    return looked === 'too late' ? undefined : looked;
  }

  async function expectOne(kind: Sight['kind'], wanted: Wanted, window: Window): Promise<Sight> {
    const find = (): Sight | undefined => found(kind, wanted, window)[0];
    const first = stage.live ? await live(find, window) : await moved(find, window);
    if (first) return first;
    throw new Error(`no ${kind} between ${window.from} and ${window.to} s with ${describe(wanted)}; seen was\n${told(window)}`);
  }

  return {
    seen,
    now,
    /** Moves time to a second and does something there. */
    async at<T>(second: number, act: () => Promise<T>): Promise<T> {
      if (second < now() - (stage.live ? 2 : 0)) throw new Error(`it is ${now()} s already, ${second} s is over`);
      await moveTo(second);
      return act();
    },
    expect: (window: Window) => ({
      card: (wanted: Wanted) => expectOne('card', wanted, window),
      text: (wanted: Wanted) => expectOne('text', wanted, window),
      reply: (wanted: Wanted) => expectOne('reply', wanted, window),
    }),
    /** Lets the window pass and finds nothing of the kind in it. */
    async expectNo(kind: Sight['kind'], wanted: Wanted, window: Window): Promise<void> {
      if (now() < window.to) await moveTo(window.to);
      expect(found(kind, wanted, window), `seen between ${window.from} and ${window.to} s:\n${told(window)}`).toEqual([]);
    },
  };
}

function matches(sight: Sight, wanted: Wanted): boolean {
  const has = (pattern: string | RegExp): boolean =>
    typeof pattern === 'string' ? sight.words.includes(pattern) : pattern.test(sight.words);
  return (
    list(wanted.shows).every(has) &&
    !list(wanted.hides).some(has) &&
    (wanted.offers ?? []).every((action) => sight.offers.includes(action)) &&
    (wanted.ticket === undefined || wanted.ticket === sight.ticket)
  );
}

const list = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const describe = (wanted: Wanted): string =>
  Object.entries(wanted)
    .map(([name, value]) => `${name} ${list(value).join(' + ')}`)
    .join(', ');
