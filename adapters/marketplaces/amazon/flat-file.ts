/** Rows of a tab-delimited report, heading first; empty lines are none. */
export const readRows = (text: string): string[][] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((cell) => cell.trim()));

/** Rows by the words of the heading, in lower case. */
export function readTable(text: string): Record<string, string>[] {
  const [heading = [], ...rows] = readRows(text);
  const names = heading.map((name) => name.toLowerCase());
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
}
