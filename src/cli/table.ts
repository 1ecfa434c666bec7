/** Columns of a terminal that a text takes: Chinese, Japanese and Korean characters and emoji take two. */
const widthOf = (text: string): number => {
  let width = 0;
  for (const character of text.replace(/\p{Mark}|\uFE0F/gu, '')) {
    width +=
      /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF01-\uFF60\p{Emoji_Presentation}]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
};

/** Rows under their heads, columns aligned, nothing cut. */
export function table(heads: string[], rows: string[][]): string {
  const widths = heads.map((_, column) => Math.max(...[heads, ...rows].map((row) => widthOf(row[column] ?? ''))));
  const line = (row: string[]): string =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell)))
      .join('  ')
      .trimEnd();
  return [heads, ...rows].map(line).join('\n') + '\n';
}
