import type { Desk } from '../desk.ts';
import type { Happening } from '../inbox/batch.ts';
import type { RowWrite } from '../store/database.ts';
import { readMetricSubjects } from './read-metric-subjects.ts';
import { readOrderSubjects } from './read-order-subjects.ts';
import { readStockSubjects } from './read-stock-subjects.ts';
import { reviewSubjects } from './review-subjects.ts';
import type { Subject } from './subject.ts';

/** What the records of a batch, filed before, give rules to look at. Nothing is read for what no rule asks about. */
export async function readSubjects(desk: Desk, tx: RowWrite, happenings: readonly Happening[]): Promise<Subject[]> {
  const of = (kind: string): Happening[] => happenings.filter(({ event }) => event.kind === kind);
  const asks = (kind: Subject['kind']): boolean => desk.rules.matcherAbout(kind) !== undefined;
  const subjects: Subject[] = [];
  if (asks('metric')) subjects.push(...(await readMetricSubjects(desk, tx, of('performance'))));
  if (asks('review')) subjects.push(...reviewSubjects(desk, of('review')));
  if (asks('stock')) subjects.push(...(await readStockSubjects(desk, tx, of('stock'))));
  if (asks('order') || asks('shipment')) subjects.push(...(await readOrderSubjects(desk, tx, of('order'))));
  return subjects;
}
