import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import type { Write } from '../store/database.ts';
import { changeRule } from './change-rule.ts';
import type { RuleChange } from './change-rule.ts';
import { replanWaiting } from './replan-waiting.ts';

/** Changes further back than this are history. */
const looksBack = 200;

const undoAction = 'rule undo';

/**
 * Takes back the latest change of the rules that is not taken back yet; said again, the one before it. A rule that was added
 * goes, everything else is as it was before.
 * @throws GengfuError nothing_to_undo
 */
export async function undoRule(desk: Desk, by: Actor): Promise<{ name: string; what: string }> {
  const undone = await desk.db.write(async (tx) => {
    const entry = await latestChange(tx);
    if (!entry) throw new GengfuError('nothing_to_undo');
    const rule = await tx.rule.findUnique({ where: { name: entry.subject } });
    if (!rule) throw new GengfuError('nothing_to_undo');
    if (entry.action === 'rule added') {
      await tx.rule.delete({ where: { id: rule.id } });
      await replanWaiting(desk, tx, rule);
      await audit(tx, {
        at: desk.clock.now(),
        personId: by.id,
        action: undoAction,
        subject: rule.name,
        before: JSON.parse(rule.definition) as unknown,
        after: { undone: entry.id },
      });
    } else {
      const { trialSince, ...before } = JSON.parse(entry.before!) as RuleChange & { trialSince: string | null };
      const to = { ...before, trialSince: trialSince === null ? null : new Date(trialSince) };
      await changeRule(desk, tx, { rule, to, action: undoAction, by, undone: entry.id });
    }
    return { name: rule.name, what: entry.action };
  });
  await desk.rules.reload();
  return undone;
}

async function latestChange(tx: Write) {
  const entries = await tx.auditEntry.findMany({
    where: { action: { startsWith: 'rule ' } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: looksBack,
  });
  const gone = new Set(
    entries.filter(({ action }) => action === undoAction).map(({ after }) => (JSON.parse(after!) as { undone: string }).undone),
  );
  return entries.find(
    ({ id, action, before }) => action !== undoAction && !gone.has(id) && (action === 'rule added' || before !== null),
  );
}
