import { execFile } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { startFeishuEmulator } from '../../emulators/feishu.ts';
import { dataFolder } from '../../timeline/data-folder.ts';
import { sandboxClient } from '../../timeline/sandbox-client.ts';
import { openShop } from '../../timeline/shop.ts';
import { startProcess } from '../../timeline/start-process.ts';
import { until } from '../../timeline/until.ts';
import { openUndying, patienceMs } from '../undying-service.ts';
import { openDisk } from './disk.ts';
import { openEngine } from './engine.ts';
import type { EngineName } from './engine.ts';
import { openWallClock } from './wall-clock.ts';
import { layWire } from './wire.ts';

const root = path.join(import.meta.dirname, '../../..');

/** The store whose server is ours. */
export const shopId = 'shop';
export const shopSecret = 'whsec_Y2hhb3Mtc2hvcC1zZWNyZXQtb25seQ==';
/** In Feishu, where the sandbox's people are not. */
export const feishuPerson = { id: 'ou_chaos_lin', name: '林悦' };

export type Ground = Awaited<ReturnType<typeof openGround>>;

/**
 * A service as a process of its own and all that it talks to: a database, a disk that can be full, a Feishu tenant and a
 * shop's server, both behind lines that can be cut. Many runs share one; each brings buyers of its own.
 */
export async function openGround(engineName: EngineName) {
  const disk = openDisk();
  const { folder } = disk;
  const engine = await openEngine(engineName, folder);
  const feishu = await startFeishuEmulator({ clientConfig: { PingInterval: 0.5 }, repushFactor: 0.0002 });
  const chat = feishu.addChat({ people: [feishuPerson] }).id;
  const shop = await openShop();
  const [feishuLine, shopLine] = await Promise.all([layWire(feishu.url), layWire(shop.replyUrl)]);
  const replyUrl = `${shopLine.url}/replies`;
  await gengfu(
    { ...engine.env, GENGFU_DATA: folder },
    ...['store', 'add', '--id', shopId, '--platform', 'amazon', '--site', 'de', '--name', 'Eckladen'],
    ...['--webhook-secret', shopSecret, '--webhook-reply-url', replyUrl],
  );
  const clock = openWallClock();
  const env = {
    ...engine.env,
    // As under npm: it ends when we do.
    npm_lifecycle_event: 'chaos',
    GENGFU_SANDBOX: 'on',
    // One that puts its clocks forward and back.
    GENGFU_ZONE: 'Europe/Berlin',
    FEISHU_APP_ID: feishu.appId,
    FEISHU_APP_SECRET: feishu.appSecret,
    FEISHU_BASE_URL: feishuLine.url,
  };
  const service = await openUndying({ folder, env: { ...env, ...clock.env } });

  async function moveIn(): Promise<void> {
    await until(() => feishu.connections() > 0, 'the line to Feishu', patienceMs);
    const code = /\/绑定 (\d{6})/.exec(service.output())![1];
    await feishu.pushMessage({ chat, person: feishuPerson.id, text: `@bot /绑定 ${code}` });
    // Held back, a card would let its run wait for minutes: tests/e2e/noise-groups.test.ts looks at that.
    const unheld = ['/降噪 等待 关', '/降噪 归并 关'];
    for (const order of [...unheld, '/值班 添加 @王磊 24x7', '/值班 添加 @陈晨 24x7', '/升级 紧急 15分钟 主管 加急 每15分钟 3次'])
      await service.insist((address) => sandboxClient(address).say('lin', order, { eventId: order }), order);
    await until(
      async () => (await engine.read<{ n: number }>(`SELECT count(*) AS n FROM "Chat" WHERE "alerts"`))[0]!.n === 2,
      'both groups among those that get alerts',
      patienceMs,
    );
  }
  await moveIn();

  return {
    disk,
    folder,
    engine,
    feishu,
    chat,
    shop,
    feishuLine,
    shopLine,
    service,
    /** Of the machine that the service runs on. */
    clock,
    get sandbox() {
      return sandboxClient(service.url);
    },
    /** What the service takes for now; while it is away, what it would by the machine's clock. */
    async now(): Promise<number> {
      try {
        return await sandboxClient(service.url).now();
      } catch {
        const [offset] = await engine.read<{ value: string }>(`SELECT "value" FROM "Setting" WHERE "key" = 'clockOffsetMs'`);
        return Date.now() + Number(offset?.value ?? 0);
      }
    },
    /** Another process on the same database, on a machine whose clock is off. */
    async joinedBy(skewMs: number) {
      const theirs = openWallClock(skewMs);
      const itsFolder = dataFolder();
      copyFileSync(path.join(folder, 'key'), path.join(itsFolder, 'key'));
      const other = await startProcess({ folder: itsFolder, env: { ...env, ...theirs.env } });
      return {
        kill: () => other.kill(),
        async leave(): Promise<void> {
          await other.stop();
          theirs.remove();
        },
      };
    },
    /** The command line, on the same data. */
    gengfu: (...words: string[]) => gengfu({ ...engine.env, GENGFU_DATA: folder }, ...words),
    /** @returns what is still wrong with the database's own files */
    async stop(): Promise<string[]> {
      await service.stop();
      const faults = await engine.faults();
      await Promise.all([feishu.stop(), shop.stop(), feishuLine.stop(), shopLine.stop(), engine.stop()]);
      disk.remove();
      clock.remove();
      return faults;
    },
  };
}

async function gengfu(env: Record<string, string>, ...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['src/cli/gengfu.mjs', ...words], {
    cwd: root,
    env: { PATH: process.env.PATH, GENGFU_SANDBOX: 'on', ...env },
  });
  return stdout;
}
