import type { core } from 'zod';
import type { Language } from '../clocks/language.ts';
import { formatDuration } from '../clocks/parse-duration.ts';

/** A limit of the schema that was passed, in words that say what would be right; null for any other issue. */
export function describeLimit(issue: core.$ZodIssue, language: Language): string | null {
  const most = issue.code === 'too_big';
  if (!most && issue.code !== 'too_small') return null;
  const limit = Number(most ? issue.maximum : issue.minimum);
  const isSpan = String(issue.path.at(-1)).endsWith('Ms');
  const amount = isSpan ? formatDuration(limit, language) : String(limit);
  if (issue.origin === 'array')
    return language === 'zh'
      ? `一组${most ? '最多' : '至少'} ${amount} 个`
      : `${most ? 'at most' : 'at least'} ${amount} in one list`;
  if (issue.origin === 'string')
    return language === 'zh'
      ? `每项${most ? '最多' : '至少'} ${amount} 个字`
      : `${most ? 'at most' : 'at least'} ${amount} characters each`;
  return language === 'zh' ? `${most ? '最多' : '至少'} ${amount}` : `${most ? 'at most' : 'at least'} ${amount}`;
}
