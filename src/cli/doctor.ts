import { Command } from 'commander';
import { loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { findRunningService } from '../running-service.ts';
import { checkBacklog } from './check-backlog.ts';
import { checkDataFolder } from './check-data-folder.ts';
import { checkPort } from './check-port.ts';
import { checkServices } from './check-services.ts';
import { checkStoreMail } from './check-store-mail.ts';
import { explainFailure } from './explain-failure.ts';
import { printFindings } from './finding.ts';
import type { Finding } from './finding.ts';
import { hasDatabase, inOffice } from './open-office.ts';
import { say } from './say.ts';

export const doctor = (): Command =>
  new Command('doctor')
    .description(
      say(
        '检查一切是否就绪,缺什么说什么;不打扰正在运行的服务',
        'check whether all is ready and name what is missing; does not disturb a running service',
      ),
    )
    .option('--json', say('输出 JSON', 'print JSON'))
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine();
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

async function examine(): Promise<Finding[]> {
  let config: Config;
  try {
    config = loadConfig();
  } catch (error) {
    const words = explainFailure(error).replace(/\s*\n\s*/g, ' ');
    return [{ state: 'failed', subject: say('设置', 'settings'), words }];
  }
  const running = findRunningService(config.dataFolder);
  const folder = checkDataFolder(config);
  const usable = hasDatabase(config) && folder.every(({ state }) => state !== 'failed');
  const { joinChecks } = await import('../join-adapters.ts');
  const checks = joinChecks(config);
  const [port, services, inside] = await Promise.all([
    checkPort(config, running),
    checkServices(config, checks, running),
    // Whatever is broken in the folder would only be said a second time, less clearly.
    usable
      ? inOffice(async (office) => [
          ...(await Promise.all(office.stores.all().map((store) => checkStoreMail(store, checks)))).flat(),
          ...(await checkBacklog(office)),
        ])
      : [],
  ]);
  return [...folder, port, ...services, ...inside];
}
