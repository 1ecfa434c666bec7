import { Command, InvalidArgumentError } from 'commander';
import type { ReplayProgress, StoredReplay } from '../rules/replay-order.ts';
import { CliError } from './cli-error.ts';
import { inOffice } from './open-office.ts';
import { say } from './say.ts';

const dayMs = 86_400_000;
const barLength = 30;

interface Options {
  rule?: string;
  all?: true;
  days: number;
  json?: true;
}

export const ruleReplay = (): Command =>
  new Command('replay')
    .alias('test')
    .description(say('用过去的消息试跑规则', 'try rules on the messages of the past'))
    .argument('[name]', say('规则名', 'name of a rule'))
    .option('--rule <text>', say('还没保存的规则:当 … 则 …', 'a rule not stored yet: when … then …'))
    .option('--all', say('全部启用的规则', 'all rules that are on'))
    .option('--days <n>', say('看过去多少天', 'how many days back'), days, 30)
    .option('--json', say('输出 JSON', 'print JSON'))
    .action(async (name: string | undefined, options: Options) => {
      if ([name, options.rule, options.all].filter((given) => given !== undefined).length !== 1) {
        throw new CliError(
          say('给出规则名、--rule 或 --all,三选一', 'give the name of a rule, a rule with --rule, or --all: one of them'),
        );
      }
      const replayed = await replay(name, options);
      if (options.json) {
        const { total: hits, notCovered: extra, averagePerDay, ...more } = replayed;
        const daily = Number(averagePerDay.toFixed(1));
        process.stdout.write(`${JSON.stringify({ days: options.days, hits, daily, extra, ...more }, null, 2)}\n`);
      } else print(name ?? (options.all ? say('全部规则', 'all rules') : say('这条规则', 'this rule')), replayed, options.days);
    });

async function replay(name: string | undefined, { rule, all, days: span }: Options): Promise<StoredReplay> {
  const [{ openDeskHours }, { parseRule }, { readRule }, { openRuleBook }, { runReplay }] = await Promise.all([
    import('../clocks/desk-hours.ts'),
    import('../rules/parse-rule.ts'),
    import('../rules/rule-name.ts'),
    import('../rules/rule-book.ts'),
    import('../rules/run-replay.ts'),
  ]);
  return inOffice(async ({ db, stores, settings, clock }) => {
    const desk = { db, stores, hours: await openDeskHours(settings), rules: await openRuleBook(db) };
    const tried = all
      ? desk.rules.rules()
      : [
          rule === undefined
            ? await readRule(db.read, name!)
            : { id: 'tried', name: rule, version: 1, definition: parseRule(rule) },
        ];
    const now = clock.now();
    const request = { tried, from: now - span * dayMs, to: now + 1 };
    const bar = process.stderr.isTTY ? drawBar : undefined;
    const replayed = await runReplay(desk, request, { onProgress: bar });
    if (bar) process.stderr.write('\r\x1b[K');
    return replayed;
  });
}

/** One line that is written over; on a terminal only. */
function drawBar({ read, of }: ReplayProgress): void {
  const share = of === 0 ? 1 : read / of;
  const done = Math.round(share * barLength);
  process.stderr.write(`\r${'█'.repeat(done)}${'░'.repeat(barLength - done)} ${Math.floor(share * 100)}%  ${read}/${of}`);
}

function print(what: string, replayed: StoredReplay, span: number): void {
  const { total, notCovered, averagePerDay, overlaps, byRule, samples } = replayed;
  const daily = averagePerDay.toFixed(1);
  process.stdout.write(
    say(
      `「${what}」过去 ${span} 天会提醒 ${total} 次,平均每天 ${daily} 次,其中 ${notCovered} 次是现有规则没有覆盖的\n`,
      `"${what}" would have rung ${total} times in ${span} days, ${daily} a day; ${notCovered} of them no other rule covers\n`,
    ),
  );
  for (const { rule, hits } of byRule.length > 1 ? byRule : overlaps) process.stdout.write(`  ${hits}  ${rule}\n`);
  for (const { ticket, text } of samples) process.stdout.write(`  #${ticket}  ${text}\n`);
}

function days(text: string): number {
  const count = Number(text.replace(/\s*(d|days?|天)$/i, ''));
  if (!Number.isInteger(count) || count < 1 || count > 3660)
    throw new InvalidArgumentError(say('应为 1 到 3660 的整数', 'must be a whole number from 1 to 3660'));
  return count;
}
