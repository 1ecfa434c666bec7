import type { Database } from '../store/database.ts';
import type { GlossaryLine } from './glossary-term.ts';

/** A changed line is used within this time; a flood of messages does not ask for the same lines again and again. */
const freshMs = 5_000;

/** The glossary of a store and of all stores. */
export function createGlossaryCache(db: Database): (storeId: string) => Promise<readonly GlossaryLine[]> {
  const known = new Map<string, { lines: Promise<readonly GlossaryLine[]>; until: number }>();
  return (storeId) => {
    const cached = known.get(storeId);
    if (cached && performance.now() < cached.until) return cached.lines;
    const lines = db.read.glossaryEntry.findMany({ where: { OR: [{ storeId }, { storeId: null }] } });
    known.set(storeId, { lines, until: performance.now() + freshMs });
    return lines;
  };
}
