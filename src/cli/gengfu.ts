import { Command, CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { dbBackup } from './db-backup.ts';
import { dbCopy } from './db-copy.ts';
import { dbList } from './db-list.ts';
import { dbRestore } from './db-restore.ts';
import { doctor } from './doctor.ts';
import { explainFailure } from './explain-failure.ts';
import { explainUsage } from './explain-usage.ts';
import { helpTitle } from './help-titles.ts';
import { inboxParked } from './inbox-parked.ts';
import { inboxRetry } from './inbox-retry.ts';
import { keyRotate } from './key-rotate.ts';
import { privacyErase, privacyExport, privacyPurge } from './privacy.ts';
import { ruleList } from './rule-list.ts';
import { ruleReplay } from './rule-replay.ts';
import { say } from './say.ts';
import { send } from './send.ts';
import { start } from './start.ts';
import { storeAdd } from './store-add.ts';
import { storeCheck } from './store-check.ts';
import { storeConnect } from './store-connect.ts';
import { storeList } from './store-list.ts';
import { storeSync } from './store-sync.ts';

const group = (name: string, about: string, commands: Command[]): Command => {
  const parent = new Command(name).description(about);
  for (const command of commands) parent.addCommand(command);
  return parent;
};

// What a command makes in the data folder is nobody else's, as with the service.
process.umask(0o077);

const program = new Command('gengfu')
  .description(say('更夫:替跨境卖家守夜的群聊机器人', 'Gengfu keeps watch for cross-border sellers, in their group chat'))
  .option('--debug', say('出错时显示细节', 'show the details of an error'))
  .addCommand(start())
  .addCommand(doctor())
  .addCommand(group('store', say('店铺', 'stores'), [storeAdd(), storeConnect(), storeList(), storeCheck(), storeSync()]))
  .addCommand(group('rule', say('规则', 'rules'), [ruleList(), ruleReplay()]))
  .addCommand(group('inbox', say('处理不了的消息', 'messages that could not be processed'), [inboxParked(), inboxRetry()]))
  .addCommand(send())
  .addCommand(group('privacy', say('买家资料', 'buyers’ data'), [privacyPurge(), privacyErase(), privacyExport()]))
  .addCommand(group('key', say('密钥', 'the key'), [keyRotate()]))
  .addCommand(group('db', say('备份与恢复', 'backup and restore'), [dbBackup(), dbRestore(), dbCopy(), dbList()]));

/** Commander asks each command by itself: an error ends in `catch` below, in one line. */
function plain(command: Command): void {
  command
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .configureHelp({ styleTitle: helpTitle })
    .showHelpAfterError(false);
  command.helpOption('-h, --help', say('显示帮助', 'show this help')).helpCommand(false);
  command.commands.forEach(plain);
}
plain(program);

// Whoever reads along may have seen enough (`| head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Help was printed: on request it is the answer, for a bare `gengfu` or `gengfu store` it is the hint.
    if (['commander.helpDisplayed', 'commander.version'].includes(error.code)) process.exit(0);
    if (error.code !== 'commander.help') process.stderr.write(`${explainUsage(error)}\n`);
    process.exit(2);
  }
  process.stderr.write(`${explainFailure(error)}\n`);
  if (program.opts().debug && !(error instanceof CliError))
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
