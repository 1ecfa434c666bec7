import { Command } from 'commander';
import { loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { findRunningServices } from '../running-service.ts';
import { checkBacklog } from './check-backlog.ts';
import { checkDataFolder } from './check-data-folder.ts';
import { checkColleagueWays } from './check-colleague-ways.ts';
import { checkPort } from './check-port.ts';
import { checkService } from './check-service.ts';
import { checkMessengers, messengerNames, messengerTitle } from './check-messengers.ts';
import type { MessengerName } from './check-messengers.ts';
import { checkStoreMail } from './check-store-mail.ts';
import { checkTranslator } from './check-translator.ts';
import { CliError } from './cli-error.ts';
import { explainFailure } from './explain-failure.ts';
import { printFindings } from './finding.ts';
import type { Finding } from './finding.ts';
import { databaseFile, hasDatabase, inOffice } from './open-office.ts';
import { say } from './say.ts';
import { tryMessenger } from './try-messenger.ts';

export const doctor = (): Command =>
  new Command('doctor')
    .description(
      say(
        '检查一切是否就绪,缺什么说什么;不打扰正在运行的服务',
        'check whether all is ready and name what is missing; does not disturb a running service',
      ),
    )
    .argument(
      '[messenger]',
      say(`只看一个聊天软件:${messengerNames.join(' ')}`, `one messenger only: ${messengerNames.join(' ')}`),
    )
    .option(
      '--tap',
      say('往群里发一张试卡,等人点一下;服务须先停下', 'post a test card and wait for a tap; stop the service first'),
    )
    .option('--json', say('输出 JSON', 'print JSON'))
    .action(async (messenger: string | undefined, { json, tap }: { json?: boolean; tap?: boolean }) => {
      const only = messengerNamed(messenger);
      const findings = only ? await examineMessenger(only, tap ? 'and tap' : 'only look') : await examine();
      const healthy = findings.every(({ state }) => state !== 'failed');
      if (json) process.stdout.write(`${JSON.stringify({ healthy, findings }, null, 2)}\n`);
      else {
        printFindings(findings);
        process.stdout.write(
          healthy ? say('一切正常。\n', 'All is well.\n') : say('有 ✗ 的项需要处理。\n', 'What is marked ✗ needs care.\n'),
        );
      }
      process.exitCode = healthy ? 0 : 1;
    });

function messengerNamed(typed: string | undefined): MessengerName | undefined {
  if (typed === undefined) return undefined;
  const name = messengerNames.find((known) => known === typed.toLowerCase());
  if (name) return name;
  const choices = messengerNames.join(' ');
  throw new CliError(say(`没有「${typed}」;可选:${choices}`, `no messenger "${typed}"; there are: ${choices}`));
}

/** One messenger from its credentials to a tap on a card. */
async function examineMessenger(name: MessengerName, how: 'only look' | 'and tap'): Promise<Finding[]> {
  const config = loadConfig();
  const running = findRunningServices(config);
  const [{ joinChecks }, { joinMessengers }] = await Promise.all([
    import('../join-adapters.ts'),
    import('../join-messengers.ts'),
  ]);
  const checks = joinChecks(config);
  const findings = await checkMessengers(checks, config, running, name);
  if (how === 'only look' || findings.some(({ state }) => state === 'failed')) return findings;
  const subject = messengerTitle(name);
  if (running.length > 0)
    return [
      ...findings,
      { state: 'failed', subject, words: say('先停下正在运行的服务,再试卡片', 'stop the running service before trying a card') },
    ];
  return inOffice(async ({ db, clock }) => {
    const group = await db.read.chat.findFirst({ where: { messenger: name, kind: 'group' }, orderBy: { alerts: 'desc' } });
    const joined = await joinMessengers({ config, db, clock, onBudget: () => {}, onRefused: () => {} });
    try {
      const messenger = joined.messengers.find((known) => known.name === name)!;
      return [
        ...findings,
        ...(await tryMessenger(messenger, {
          subject,
          chat: group?.externalId ?? null,
          advise: await checks.messengers.get(name)!.advise(),
        })),
      ];
    } finally {
      await joined.close();
    }
  });
}

async function examine(): Promise<Finding[]> {
  let config: Config;
  try {
    config = loadConfig();
  } catch (error) {
    const words = explainFailure(error).replace(/\s*\n\s*/g, ' ');
    return [{ state: 'failed', subject: say('设置', 'settings'), words }];
  }
  const running = findRunningServices(config);
  const { databaseUrl } = config;
  const [{ checkServers }, { sealedSample, sealedSampleOnServer }] = await Promise.all([
    import('./check-servers.ts'),
    import('./key-fits.ts'),
  ]);
  const sealed = databaseUrl === undefined ? sealedSample(databaseFile(config)) : await sealedSampleOnServer(databaseUrl);
  const folder = checkDataFolder(config, sealed);
  const servers = await checkServers(config);
  // One without tables would get them by being opened.
  const present = databaseUrl === undefined ? hasDatabase(config) : servers.every(({ state }) => state === 'ok');
  const usable = present && folder.every(({ state }) => state !== 'failed');
  const { joinChecks } = await import('../join-adapters.ts');
  const checks = joinChecks(config);
  const [ports, messengers, colleagues, translator, inside] = await Promise.all([
    running.length > 0 ? Promise.all(running.map(checkService)) : checkPort(config).then((port) => [port]),
    checkMessengers(checks, config, running),
    checkColleagueWays(config, checks),
    checkTranslator(config, checks),
    // Whatever is broken in the folder would only be said a second time, less clearly.
    usable
      ? inOffice(async (office) => [
          ...(await Promise.all(office.stores.all().map((store) => checkStoreMail(store, checks)))).flat(),
          ...(await checkBacklog(office)),
        ])
      : [],
  ]);
  return [...folder, ...servers, ...ports, ...messengers, ...colleagues, ...translator, ...inside];
}
