import { Command } from 'commander';
import { inOffice } from './open-office.ts';
import { say, spokenLanguage } from './say.ts';
import { table } from './table.ts';

export const ruleList = (): Command =>
  new Command('list')
    .description(say('全部规则', 'all rules'))
    .option('--json', say('输出 JSON', 'print JSON'))
    .action(async ({ json }: { json?: boolean }) => {
      const [{ formatRule }, { ruleDefinition }, { ruleNameIn }] = await Promise.all([
        import('../rules/format-rule.ts'),
        import('../rules/rule-definition.ts'),
        import('../rules/rule-name.ts'),
      ]);
      const rows = await inOffice(({ db }) => db.read.rule.findMany({ orderBy: { createdAt: 'asc' } }));
      const rules = rows.map(({ name, enabled, version, definition }) => {
        const parsed = ruleDefinition.parse(JSON.parse(definition));
        return { name, enabled, version, level: parsed.level, rule: formatRule(parsed, spokenLanguage()), definition: parsed };
      });
      if (json) {
        process.stdout.write(`${JSON.stringify(rules, null, 2)}\n`);
      } else if (rules.length === 0) {
        process.stdout.write(
          say('还没有规则。第一次启动时会放好一套现成的。\n', 'No rules yet. The first start brings a ready-made set.\n'),
        );
      } else {
        const heads = say('启用 规则 内容', 'on rule content').split(' ');
        process.stdout.write(
          table(
            heads,
            rules.map(({ name, enabled, rule }) => [enabled ? '●' : '○', ruleNameIn(name, spokenLanguage()), shorten(rule)]),
          ),
        );
      }
    });

const shownWords = 5;

/** Ready-made rules know hundreds of words; a line shows a few. `--json` has all. */
const shorten = (rule: string): string =>
  rule.replace(/("[^"]*")(?:,"[^"]*")+/g, (list) => {
    const words = list.split(/,(?=")/);
    if (words.length <= shownWords) return list;
    return `${words.slice(0, shownWords).join(',')} ${say(`等 ${words.length} 个`, `and ${words.length - shownWords} more`)}`;
  });
