/** One thing looked at. `note` is worth knowing but stops nobody. */
export interface Finding {
  state: 'ok' | 'note' | 'failed';
  subject: string;
  words: string;
}

const marks = { ok: '✓', note: '·', failed: '✗' } as const;

/** Prints one line each. @returns whether nothing failed */
export function printFindings(findings: readonly Finding[]): boolean {
  for (const { state, subject, words } of findings) process.stdout.write(`${marks[state]} ${subject}: ${words}\n`);
  return findings.every(({ state }) => state !== 'failed');
}
