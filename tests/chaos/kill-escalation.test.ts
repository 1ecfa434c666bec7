import { afterEach, expect, test } from 'vitest';
import type { RacePoint } from '../../src/race.ts';
import { dataFolder } from '../timeline/data-folder.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { endProcesses } from '../timeline/start-process.ts';
import { until } from '../timeline/until.ts';
import { createRandom, oneOf } from './random.ts';
import { readFolder } from './read-folder.ts';
import { openUndying, patienceMs } from './undying-service.ts';

afterEach(endProcesses);

/** How often the process is killed; more with KILLS=100. */
const kills = Number(process.env.KILLS ?? 10);
const seed = Number(process.env.SEED ?? Date.now() % 100_000);
const points = ['step-fired', 'call-begun', 'call-made', 'call-recorded'] as const satisfies RacePoint[];
/** A story has six calls, and so room for that many deaths. */
const killsPerStory = 5;

const next = createRandom(seed);
const stories = Array.from({ length: Math.ceil(kills / killsPerStory) }, (_, index) =>
  Array.from({ length: Math.min(killsPerStory, kills - index * killsPerStory) }, () => oneOf(next, points)),
);

const steps = ['duty dm', 'duty app', 'next app', 'supervisor app', 'supervisor app', 'supervisor app'];

test.each(stories.map((deaths) => ({ deaths })))(
  `seed ${seed}: killed at $deaths, every step is made once and none is missing`,
  { timeout: 600_000 },
  async ({ deaths }) => {
    const folder = dataFolder();
    const service = await openUndying({ folder, env: { GENGFU_LOG: 'warn' } });
    const ask = (person: string, text: string) => service.ask((url) => sandboxClient(url).say(person, text, { eventId: text }));
    await ask('lin', '/值班 添加 @王磊 24x7');
    await ask('lin', '/值班 添加 @陈晨 24x7');
    // By day and by night the same, whenever this runs.
    await ask('lin', '/升级 紧急 15分钟 主管 加急 每15分钟 3次');
    await service.killAt(...deaths);
    const written = { store: 'amazon-de', buyer: 'Katrin', text: 'Das Ding brannte! Ich gehe zum Anwalt!', eventId: 'evt-1' };
    await service.ask((url) => sandboxClient(url).buyer(written));
    const settled = () =>
      service.ask((url) =>
        until(
          async () => {
            // Whoever is dead does not answer, and is started again.
            await sandboxClient(url).cards();
            const [due] = readFolder<{ n: number }>(
              folder,
              `SELECT count(*) AS n FROM "Job" WHERE "kind" IN ('call', 'cards') OR ("kind" = 'ticket-timer' AND "dueAt" <= ${await sandboxClient(url).now()})`,
            );
            return due!.n === 0;
          },
          'nothing left to do',
          patienceMs,
        ),
      );
    await settled();
    for (const minutes of [5, 5, 5, 15, 15]) {
      await service.ask((url) => sandboxClient(url).advance(minutes * 60));
      await settled();
    }

    const calls = readFolder<{ role: string; wanted: string; state: string }>(
      folder,
      'SELECT * FROM "Call" ORDER BY "askedAt", "id"',
    );
    expect(calls.map(({ role, wanted }) => `${role} ${wanted}`)).toEqual(steps);
    expect(calls.every(({ state }) => state === 'reached')).toBe(true);
    const count = (kind: string): number =>
      readFolder<{ n: number }>(folder, `SELECT count(*) AS n FROM "TicketEvent" WHERE "kind" = '${kind}'`)[0]!.n;
    expect([count('escalated'), count('called')]).toEqual([steps.length, steps.length]);
    const rings = (await sandboxClient(service.url).messages()).filter(({ text }) => text.startsWith('🔔'));
    expect(rings.map(({ text }) => /@(\S+)/.exec(text)![1])).toEqual(['王磊', '陈晨', '林悦', '林悦', '林悦']);
    expect(service.deaths, 'every death was died').toBe(deaths.length);
    await service.stop();
  },
);
