import { spokenLanguage } from './say.ts';

const chinese: Record<string, string> = {
  'Usage:': '用法:',
  'Arguments:': '参数:',
  'Options:': '选项:',
  'Commands:': '命令:',
};

/** The headings of commander's help in the operator's language. */
export const helpTitle = (english: string): string => (spokenLanguage() === 'zh' ? (chinese[english] ?? english) : english);
