import { Command } from 'commander';
import { CliError } from './cli-error.ts';
import { commandLine } from './command-line.ts';
import { inOffice } from './open-office.ts';
import { say } from './say.ts';
import { table } from './table.ts';

const mostListed = 1_000;
const mostShown = 20_000;

export const inboxParked = (): Command =>
  new Command('parked')
    .description(
      say('处理不了的消息;给出编号则看它的内容', 'messages that could not be processed; with a code, what one of them says'),
    )
    .argument('[code]', say('编号', 'code of one'))
    .option('--json', say('输出 JSON', 'print JSON'))
    .action(async (code: string | undefined, { json }: { json?: boolean }) => {
      const [{ bodyExcerpt }, { faultCode }, { findParked, listParked }] = await Promise.all([
        import('../inbox/body-excerpt.ts'),
        import('../inbox/fault-code.ts'),
        import('../inbox/parked-events.ts'),
      ]);
      if (code !== undefined) {
        const event = await inOffice(({ db }) => findParked(db, code));
        if (!event) throw new CliError(say(`没有编号为「${code}」的异常消息`, `no parked message "${code}"`));
        const { body, receivedAt, ...rest } = event;
        const shown = {
          ...rest,
          receivedAt: new Date(receivedAt).toISOString(),
          body: bodyExcerpt({ ...rest, body }, mostShown),
        };
        process.stdout.write(
          json
            ? `${JSON.stringify(shown, null, 2)}\n`
            : `${faultCode(shown.id)}  ${shown.storeId} ${shown.source} ${shown.receivedAt}\n${shown.error}\n\n${shown.body}\n`,
        );
        return;
      }
      const events = await inOffice(({ db }) => listParked(db.read, mostListed));
      const rows = events.map(({ receivedAt, ...rest }) => ({ ...rest, receivedAt: new Date(receivedAt).toISOString() }));
      if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
      else if (rows.length === 0) process.stdout.write(say('没有处理不了的消息。\n', 'Nothing is parked.\n'));
      else {
        const heads = say('编号 店铺 来源 收到 原因', 'code store source received reason').split(' ');
        process.stdout.write(
          table(
            heads,
            rows.map(({ id, storeId, source, receivedAt, error }) => [faultCode(id), storeId, source, receivedAt, error]),
          ),
        );
        const retry = commandLine('inbox retry');
        process.stdout.write(say(`再试一次:${retry} 编号(或 all)\n`, `To try again: ${retry} CODE (or all)\n`));
      }
    });
