import { countBacklog } from '../inbox/count-backlog.ts';
import { commandLine } from './command-line.ts';
import type { Finding } from './finding.ts';
import type { Office } from './open-office.ts';
import { say } from './say.ts';

/** What the service could not do, and what a workspace still lacks. */
export async function checkBacklog({ db, stores, config }: Office): Promise<Finding[]> {
  const findings: Finding[] = [];
  const [{ parked }, dead, admins] = await Promise.all([
    countBacklog(db.read),
    db.read.job.count({ where: { deadAt: { not: null } } }),
    db.read.person.count({ where: { role: 'admin' } }),
  ]);
  const real = stores.all().filter(({ settings }) => !settings.sandbox);
  if (real.length === 0) {
    findings.push({
      state: 'note',
      subject: say('店铺', 'stores'),
      words: say(
        `还没有真实店铺;添加:${commandLine('store add --help')}`,
        `no real store yet; to add one: ${commandLine('store add --help')}`,
      ),
    });
  }
  // Each is a buyer's message, or a shop's, that nobody has seen.
  if (parked > 0)
    findings.push({
      state: 'failed',
      subject: say('异常消息', 'parked'),
      words: say(
        `${parked} 条消息处理不了;看一看:${commandLine('inbox parked')}`,
        `${parked} ${parked === 1 ? 'message' : 'messages'} could not be processed; to look: ${commandLine('inbox parked')}`,
      ),
    });
  if (dead > 0)
    findings.push({
      state: 'note',
      subject: say('放弃', 'given up'),
      words: say(`${dead} 件事多次尝试后放弃`, `${dead} ${dead === 1 ? 'job was' : 'jobs were'} given up after many tries`),
    });
  if (admins === 0 && !config.sandbox) {
    findings.push({
      state: 'note',
      subject: say('管理员', 'admin'),
      words: say('还没有;启动时会打印绑定码', 'nobody yet; the start prints a code to bind one'),
    });
  }
  return findings;
}
