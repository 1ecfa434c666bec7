import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createClock } from '../../src/clock.ts';
import type { MovableClock } from '../../src/clock.ts';
import { compose } from '../../src/compose.ts';
import type { Service } from '../../src/compose.ts';
import { loadConfig } from '../../src/config.ts';
import { createUnderstander } from '../../src/understanding/understand.ts';
import type { Understander } from '../../src/understanding/understand.ts';
import { engineOf, nodes } from '../servers/database-of.ts';
import { dataFolder } from './data-folder.ts';

export interface InsideService extends Service {
  url: string;
  folder: string;
  /** Resolves when nothing that is due is left undone. */
  settled(): Promise<void>;
}

/** A Saturday would let the team's clock stand still: most stories begin on a Tuesday morning in Shanghai. */
export const tuesdayMorning = Date.parse('2026-11-24T10:00:00+08:00');

/** Time that moves only when a test says so. */
export const stoppedClock = (at = tuesdayMorning): MovableClock => createClock({ base: () => at });

/** Never changes, and every service of a test file would load it anew: 0.1 s of CPU each. */
let understander: Promise<Understander> | undefined;

/** Runs the service in this process behind a real port. Demo buyers are quiet; the clock is the caller's, else the wall's. */
export async function startInside(
  options: {
    folder?: string;
    env?: Record<string, string>;
    clock?: MovableClock;
    prepare?: (service: Service) => void | Promise<void>;
  } = {},
): Promise<InsideService> {
  const folder = options.folder ?? dataFolder();
  const engine = await engineOf(folder);
  const config = loadConfig({
    GENGFU_DATA: folder,
    GENGFU_DEMO: 'off',
    GENGFU_LOG: process.env.TEST_LOG ?? 'silent',
    ...engine,
    ...options.env,
  });
  const service = await compose(config, { clock: options.clock });
  service.desk.understander = () => (understander ??= createUnderstander());
  await options.prepare?.(service);
  const server = serve({ fetch: service.app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  await new Promise((resolve) => server.once('listening', resolve));
  await service.start();
  const others: Service[] = [];
  for (let node = 1; node < nodes; node += 1) {
    const other = await compose({ ...config, smtpPort: undefined }, { clock: service.clock });
    await other.start();
    others.push(other);
  }
  const all = [service, ...others];
  return {
    ...service,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    folder,
    async settled() {
      // What one node does may ask the other for more.
      for (let quiet = 0; quiet < (nodes === 1 ? 1 : 2); quiet += 1)
        for (const { desk } of all) {
          await desk.processor.idle();
          await desk.queue.idle();
        }
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await Promise.all(all.map((node) => node.stop()));
    },
  };
}
