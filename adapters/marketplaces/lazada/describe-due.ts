import { DateTime } from 'luxon';

/** The reason, then by when something has to be done: digits and a sign, which no language has to be chosen for. */
export function describeDue(reason: string | undefined, dueAt: number | undefined, zone: string): string {
  const due = dueAt === undefined ? '' : `⏰ ${DateTime.fromMillis(dueAt, { zone }).toFormat('yyyy-MM-dd HH:mm ZZ')}`;
  return [reason ?? '', due].filter(Boolean).join('\n');
}
