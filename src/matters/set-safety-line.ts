import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { applyHappenings } from '../inbox/apply-happenings.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import { judgeSubjects } from './judge-subjects.ts';
import { readStock, stockSubject } from './read-stock-subjects.ts';

/**
 * Sets the line under which a product's stock is told, in every store that sells it, and looks at once whether it is under
 * it. @param request.line units; null takes the line away @throws GengfuError unknown_sku
 */
export async function setSafetyLine(
  desk: Desk,
  { sku, line, by }: { sku: string; line: number | null; by: Actor },
): Promise<{ safetyLine: number | null; available: number }> {
  return desk.db.write(async (tx) => {
    const known = await tx.stock.findMany({ where: { sku } });
    if (known.length === 0) throw new GengfuError('unknown_sku', { sku });
    await tx.stock.updateMany({ where: { sku }, data: { safetyLine: line } });
    const before = known.map(({ storeId, safetyLine }) => ({ storeId, safetyLine }));
    await audit(tx, { at: desk.clock.now(), personId: by.id, action: 'safety line', subject: sku, before, after: line });
    const rows = await readStock(
      tx,
      known.map(({ storeId }) => [storeId, sku]),
    );
    await applyHappenings(
      desk,
      tx,
      await judgeSubjects(
        desk,
        tx,
        rows.flatMap((row) => stockSubject(desk, row)),
      ),
    );
    return { safetyLine: line, available: known.reduce((sum, { available }) => sum + available, 0) };
  });
}
