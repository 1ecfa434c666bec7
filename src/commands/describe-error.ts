import type { Desk } from '../desk.ts';
import { platformLabel } from '../../cards/ticket-card.ts';
import { GengfuError } from '../errors.ts';
import type { Found } from '../replies/find-violations.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { textsIn } from '../texts/texts.ts';
import type { Language, TextValues } from '../texts/texts.ts';

/** A refusal in the asker's language. What was not refused on purpose is logged and said without detail. */
export function describeError(desk: Desk, error: unknown): string {
  const texts = textsOf(desk);
  if (!(error instanceof GengfuError)) {
    desk.log.error({ err: error }, 'unexpected failure');
    return texts('error.other');
  }
  const key = `error.${error.code}`;
  if (!texts.has(key)) return texts('error.other');
  if (error.code === 'invalid_rule') return describeRuleFault(desk, error.data);
  return texts(key, worded(desk, error.data));
}

/** In the language the rule was written in, as the forms to copy are. */
function describeRuleFault(desk: Desk, data: Record<string, unknown>): string {
  const { language, at, fault, ...words } = data as { language: Language; at: number; fault?: string } & TextValues;
  // People count characters from one.
  return textsIn(language, desk.settings.get('zone'))(fault === 'unfit' ? 'error.unfit_rule' : 'error.invalid_rule', {
    ...words,
    at: at + 1,
  });
}

/** Names of states, roles and actions, and instants, as words. */
function worded(desk: Desk, data: Record<string, unknown>): TextValues {
  const texts = textsOf(desk);
  const values: TextValues = {};
  if (Array.isArray(data.reasons))
    values.reasons = (data.reasons as Found[])
      .map((found) => texts(`violation.${found.violation}`, { what: found.what }))
      .join(texts.language === 'zh' ? '、' : ', ');
  if (typeof data.platform === 'string') data = { ...data, platform: platformLabel(data.platform, texts) };
  for (const [name, value] of Object.entries(data)) {
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    values[name] = value;
    const key = {
      state: `state.${value}`,
      role: `role.${value}`,
      needed: `role.${value}`,
      wanted: `action.${value}`,
      market: `platform.${value}`,
    }[name];
    if (key && texts.has(key)) values[name] = texts(key);
  }
  if (typeof data.until === 'number') values.until = texts.time(data.until, desk.clock.now());
  if (typeof data.at === 'number' && data.at > 1e11)
    values.ago = texts.ago(Math.min(data.at, desk.clock.now() - 1_000), desk.clock.now());
  return values;
}
