import type { Database } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { readyMadeFor } from './ready-made.ts';

/** Gives a new workspace the ready-made rules; one that has any rule keeps what it has. */
export async function installReadyMadeRules(
  db: Database,
  options: { language: 'zh' | 'en'; platforms: string[]; at: number },
): Promise<void> {
  const at = new Date(options.at);
  await db.write(async (tx) => {
    if ((await tx.rule.count()) > 0) return;
    await tx.rule.createMany({
      data: readyMadeFor(options.platforms).map((rule) => ({
        id: newId(),
        name: rule.name[options.language],
        definition: JSON.stringify(rule.definition),
        createdAt: at,
        updatedAt: at,
        enabled: !rule.off,
        createdBy: null,
      })),
    });
  });
}
