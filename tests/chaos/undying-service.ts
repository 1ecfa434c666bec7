import { setTimeout as sleep } from 'node:timers/promises';
import type { RacePoint } from '../../src/race.ts';
import { startProcess } from '../timeline/start-process.ts';
import type { ServiceProcess } from '../timeline/start-process.ts';

/** Refused connections are noticed before the end of the process that caused them. */
const dyingMs = 5_000;
/** Long enough for a busy machine: what never comes is a fault, what comes late here is none. */
export const patienceMs = 120_000;

export type UndyingService = Awaited<ReturnType<typeof openUndying>>;

/**
 * A service that somebody starts again whenever it dies. What was asked of it and not answered is asked again, with the
 * same ids, as marketplaces and messengers do. Any number may ask at once.
 */
export async function openUndying(options: {
  folder: string;
  env?: Record<string, string>;
  onRestart?: (url: string) => Promise<void>;
}) {
  const { folder, env } = options;
  let service: ServiceProcess = await startProcess({ folder, env });
  let deaths = 0;
  let points: RacePoint[] = [];
  let reviving: Promise<boolean> | undefined;
  /** What processes before this one have printed. */
  let printed = '';

  async function start(): Promise<ServiceProcess> {
    printed += service.output();
    return startProcess({ folder, env: { ...env, GENGFU_KILL_AT: points.shift() ?? '' } });
  }

  async function bringBack(): Promise<boolean> {
    const ended = await Promise.race([service.ended, sleep(dyingMs).then(() => undefined)]);
    if (ended !== 'SIGKILL') return false;
    deaths += 1;
    const last = points.length === 0;
    service = await start();
    // While it is going to die again nobody can say how things stand.
    if (last) await options.onRestart?.(service.url);
    return true;
  }

  const revive = (): Promise<boolean> =>
    (reviving ??= bringBack().finally(() => {
      reviving = undefined;
    }));

  async function reviveIfDead(): Promise<void> {
    if (await Promise.race([service.ended.then(() => true), sleep(0).then(() => false)])) await revive();
  }

  return {
    get url() {
      return service.url;
    },
    get pid() {
      return service.pid;
    },
    get deaths() {
      return deaths;
    },
    /** Of all processes so far. */
    output: () => printed + service.output(),
    /** From now on the process is killed when it gets to the first point, its successor at the second, and so on. */
    async killAt(...next: RacePoint[]): Promise<void> {
      await service.stop();
      points = next;
      service = await start();
    },
    /** Without a goodbye; whoever asks next starts it again. */
    kill: () => service.kill(),
    /** Stands still for so long, in the middle of whatever it does. */
    async pause(ms: number): Promise<void> {
      const { pid } = service;
      process.kill(pid, 'SIGSTOP');
      await sleep(ms);
      process.kill(pid, 'SIGCONT');
    },
    /** Asks until there is an answer. */
    async ask<T>(question: (url: string) => Promise<T>): Promise<T> {
      for (;;) {
        try {
          return await question(service.url);
        } catch (error) {
          if (!(await revive())) throw error;
        }
      }
    },
    /** Asks until there is an answer, whoever refuses meanwhile and for whatever reason. @throws what was refused last */
    async insist<T>(question: (url: string) => Promise<T | undefined>, what: string): Promise<T> {
      const end = performance.now() + patienceMs;
      let refused: unknown;
      for (let waitMs = 10; performance.now() < end; waitMs = Math.min(waitMs * 2, 200)) {
        await reviveIfDead();
        try {
          const answer = await question(service.url);
          if (answer !== undefined) return answer;
        } catch (error) {
          refused = error;
        }
        await sleep(waitMs);
      }
      throw new Error(`${what}: no answer within ${patienceMs / 1000} s`, { cause: refused });
    },
    /** Starts it again if it is dead by now. */
    reviveIfDead,
    /** Waits for deaths that come after the last answer. */
    async mourn(expected: number): Promise<void> {
      while (deaths < expected && (await revive()));
    },
    /** In good order; `start` begins anew. */
    stop: () => service.stop(),
    async start(): Promise<void> {
      service = await start();
    },
  };
}
