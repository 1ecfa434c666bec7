import { setTimeout as sleep } from 'node:timers/promises';
import type { RacePoint } from '../../src/race.ts';
import { startProcess } from '../timeline/start-process.ts';
import type { ServiceProcess } from '../timeline/start-process.ts';

/** Refused connections are noticed before the end of the process that caused them. */
const dyingMs = 5_000;

export type UndyingService = Awaited<ReturnType<typeof openUndying>>;

/**
 * A service that somebody starts again whenever it dies. What was asked of it and not answered is asked again, with the
 * same ids, as marketplaces and messengers do.
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

  const start = (): Promise<ServiceProcess> => startProcess({ folder, env: { ...env, GENGFU_KILL_AT: points.shift() ?? '' } });

  async function revive(): Promise<boolean> {
    const ended = await Promise.race([service.ended, sleep(dyingMs).then(() => undefined)]);
    if (ended !== 'SIGKILL') return false;
    deaths += 1;
    const last = points.length === 0;
    service = await start();
    // While it is going to die again nobody can say how things stand.
    if (last) await options.onRestart?.(service.url);
    return true;
  }

  return {
    get url() {
      return service.url;
    },
    get deaths() {
      return deaths;
    },
    output: () => service.output(),
    /** From now on the process is killed when it gets to the first point, its successor at the second, and so on. */
    async killAt(...next: RacePoint[]): Promise<void> {
      await service.stop();
      points = next;
      service = await start();
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
    /** Starts it again if it is dead by now. */
    async reviveIfDead(): Promise<void> {
      if (await Promise.race([service.ended.then(() => true), sleep(0).then(() => false)])) await revive();
    },
    /** Waits for deaths that come after the last answer. */
    async mourn(expected: number): Promise<void> {
      while (deaths < expected && (await revive()));
    },
    stop: () => service.stop(),
  };
}
