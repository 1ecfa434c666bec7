import { Command, InvalidArgumentError } from 'commander';
import { CliError } from './cli-error.ts';
import { inOffice } from './open-office.ts';
import { say } from './say.ts';

const dayMs = 86_400_000;

export const ruleTest = (): Command =>
  new Command('test')
    .description(say('用过去的消息试跑一条规则', 'try a rule on the messages of the past'))
    .argument('[name]', say('规则名', 'name of a rule'))
    .option('--rule <text>', say('还没保存的规则:当 … 则 …', 'a rule not stored yet: when … then …'))
    .option('--days <n>', say('看过去多少天', 'how many days back'), days, 30)
    .option('--json', say('输出 JSON', 'print JSON'))
    .action(async (name: string | undefined, { rule, days: span, json }: { rule?: string; days: number; json?: boolean }) => {
      if ((name === undefined) === (rule === undefined)) {
        throw new CliError(say('给出规则名,或用 --rule 写出规则,二选一', 'give the name of a rule, or a rule with --rule'));
      }
      const [{ openDeskHours }, { parseRule }, { replayDefinition, replayStoredRule }, { openRuleBook }] = await Promise.all([
        import('../clocks/desk-hours.ts'),
        import('../rules/parse-rule.ts'),
        import('../rules/replay-stored-rule.ts'),
        import('../rules/rule-book.ts'),
      ]);
      const replay = await inOffice(async ({ db, stores, settings, clock }) => {
        const desk = { db, stores, clock, hours: await openDeskHours(settings), rules: await openRuleBook(db) };
        const since = clock.now() - span * dayMs;
        return rule === undefined
          ? replayStoredRule(desk, { name: name!, since })
          : replayDefinition(desk, { definition: parseRule(rule), since });
      });
      const daily = (replay.hits / span).toFixed(1);
      if (json) {
        process.stdout.write(`${JSON.stringify({ days: span, daily: Number(daily), ...replay }, null, 2)}\n`);
        return;
      }
      const what = name ?? say('这条规则', 'this rule');
      process.stdout.write(
        say(
          `「${what}」过去 ${span} 天会提醒 ${replay.hits} 次,平均每天 ${daily} 次,其中 ${replay.extra} 次是现有规则没有覆盖的\n`,
          `"${what}" would have rung ${replay.hits} times in ${span} days, ${daily} a day; ${replay.extra} of them no other rule covers\n`,
        ),
      );
      for (const { ticket, text } of replay.examples) process.stdout.write(`  #${ticket}  ${text.replace(/\s+/g, ' ')}\n`);
    });

function days(text: string): number {
  const count = Number(text.replace(/\s*(d|days?|天)$/i, ''));
  if (!Number.isInteger(count) || count < 1 || count > 3660)
    throw new InvalidArgumentError(say('应为 1 到 3660 的整数', 'must be a whole number from 1 to 3660'));
  return count;
}
