import type { CommanderError } from 'commander';
import { commandLine } from './command-line.ts';
import { spokenLanguage } from './say.ts';

/** What was typed wrong, in one line of the operator's language, and where the right way is written. */
export function explainUsage({ code, message }: CommanderError): string {
  const english = message.replace(/\s*\n\s*/g, ' ');
  const hint = `  (${commandLine('--help')})`;
  return spokenLanguage() === 'zh' ? inChinese(code, english) + hint : english + hint;
}

/** Commander has words in English only; what they are about stands between quotes. */
function inChinese(code: string, english: string): string {
  const [, about = ''] = /'([^']*)'/.exec(english) ?? [];
  const meant = /\(Did you mean (?:one of )?(.*?)\?\)/.exec(english)?.[1];
  const nearest = meant ? `。是不是想用 ${meant.replaceAll(', ', '、')}?` : '';
  switch (code) {
    case 'commander.unknownCommand':
      return `没有「${about}」这个命令${nearest}`;
    case 'commander.unknownOption':
      return `没有「${about}」这个选项${nearest}`;
    case 'commander.missingArgument':
      return `还差参数「${about}」`;
    case 'commander.optionMissingArgument':
      return `选项「${about}」后面要跟一个值`;
    case 'commander.missingMandatoryOptionValue':
      return `还差选项「${about}」`;
    case 'commander.excessArguments':
      return `参数太多:${/ got \d+: (.*)\.$/.exec(english)?.[1] ?? about}`;
    case 'commander.invalidArgument':
      // Why it is wrong was said by the command itself, in Chinese already.
      return english.replace(
        /^error: (?:option|command-argument value) '([^']*)'(?: argument '([^']*)')? is invalid(?: for argument '[^']*')?\. /,
        '「$1」写得不对:',
      );
    default:
      return english;
  }
}
