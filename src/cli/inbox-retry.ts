import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { findRunningService } from '../running-service.ts';
import { CliError } from './cli-error.ts';
import { inOffice } from './open-office.ts';
import { say } from './say.ts';

const patienceMs = 20_000;

export const inboxRetry = (): Command =>
  new Command('retry')
    .description(say('再处理一次处理不了的消息', 'process parked messages once more'))
    .argument('<code>', say('编号,或 all', 'code of one, or all'))
    .action(async (code: string) => {
      const [{ findParked }, { readRetried, retryParked }] = await Promise.all([
        import('../inbox/parked-events.ts'),
        import('../inbox/retry-parked.ts'),
      ]);
      await inOffice(async ({ db, clock, config }) => {
        const event = code === 'all' ? null : await findParked(db, code);
        if (code !== 'all' && !event) throw new CliError(say(`没有编号为「${code}」的异常消息`, `no parked message "${code}"`));
        const ids = await retryParked({ db, clock }, { which: event ? [event.id] : 'all', by: { id: 'cli' } });
        if (ids.length === 0) {
          process.stdout.write(say('没有处理不了的消息。\n', 'Nothing is parked.\n'));
          return;
        }
        if (!findRunningService(config)) {
          process.stdout.write(
            say(`已放回 ${ids.length} 条,下次启动时处理。\n`, `${ids.length} put back; the next start processes them.\n`),
          );
          return;
        }
        // The service looks for what waits every two seconds.
        const until = Date.now() + patienceMs;
        let retried = await readRetried(db, ids);
        for (; retried.pending > 0 && Date.now() < until; retried = await readRetried(db, ids)) await wait(100);
        const { done, parked, pending, ticket, reason } = retried;
        const detail = ticket ?? reason;
        process.stdout.write(
          say(
            `重试 ${ids.length} 条:处理好 ${done} 条,仍处理不了 ${parked} 条,还在排队 ${pending} 条`,
            `${ids.length} tried again: ${done} done, ${parked} parked again, ${pending} still waiting`,
          ) + (detail ? `  ${detail}\n` : '\n'),
        );
        if (parked > 0) process.exitCode = 1;
      });
    });
