import { ruleFormActions } from '../../cards/card.ts';
import type { Card, Level, RuleFormAction } from '../../cards/card.ts';
import { ruleFormCard } from '../../cards/rule-form-card.ts';
import type { RuleFormView } from '../../cards/rule-form-card.ts';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Chat } from '../notify/chat-directory.ts';
import { requestSaying } from '../notify/say.ts';
import { requireRole } from '../people/actor.ts';
import { actorOf } from '../people/people-directory.ts';
import type { Tap, TapAnswer } from '../ports/messenger.ts';
import { parseRule } from '../rules/parse-rule.ts';
import { previewRule } from '../rules/preview-rule.ts';
import { exampleValue, formKinds, isFormKind, needsValue, ruleWordsOf } from '../rules/rule-form.ts';
import type { FormDraft } from '../rules/rule-form.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { describeError } from './describe-error.ts';

export type RuleFormTap = Tap & { action: RuleFormAction };

export const isRuleFormTap = (tap: Tap): tap is RuleFormTap => (ruleFormActions as readonly string[]).includes(tap.action);

const levels = ['urgent', 'important', 'normal'] as const;

/** The form of a new rule; with `filled` as it was sent. */
export function ruleForm(desk: Desk, filled: RuleFormView['filled'] = {}, notice?: string): Card {
  const texts = textsOf(desk);
  return ruleFormCard(
    {
      kinds: formKinds.map((value) => ({ value, label: texts(`rule_form.kind_${value}`) })),
      levels: levels.map((value) => ({ value, label: texts(`level.${value}`) })),
      stores: desk.stores.all().map(({ id, name }) => ({ value: id, label: name })),
      filled,
      ...(notice ? { notice } : {}),
    },
    texts,
  );
}

/** What was filled in becomes a preview; what was wrong with it stands on the form, which keeps what was typed. */
export async function tapRuleForm(desk: Desk, tap: RuleFormTap): Promise<TapAnswer> {
  const texts = textsOf(desk);
  try {
    requireRole(await actorOf(desk.db.read, tap.messenger, tap.person), 'supervisor');
    const chat = desk.chats.find(tap.messenger, tap.chat);
    if (!chat) throw new GengfuError('unknown_chat', { chat: tap.chat });
    const draft = readDraft(desk, tap.form);
    if (draft === null) return answer(desk, tap, { type: 'info', text: texts('rule_form.fill_in') });
    if (needsValue(draft.kind) && draft.value === '') return await askForValue(desk, tap, chat, draft);
    const definition = parseRule(ruleWordsOf(draft, texts.language));
    const { name } = await previewRule(desk, 'new', {
      name: nameIn(tap.form),
      definition,
      chatId: chat.id,
      key: `${tap.messenger}:${tap.eventId}`,
    });
    return answer(desk, tap, { type: 'success', text: texts('say.rule_previewing', { name }) });
  } catch (error) {
    return answer(desk, tap, { type: error instanceof GengfuError ? 'warning' : 'error', text: describeError(desk, error) });
  }
}

/** The toast says it in a line, the form in full; where there are no toasts, its note stands on the form anyway. */
function answer(desk: Desk, tap: RuleFormTap, { type, text }: TapAnswer['toast']): TapAnswer {
  const filled = type === 'success' ? {} : tap.form;
  const toasts = desk.messengers.get(tap.messenger)?.can.toast ?? true;
  if (!toasts) return { toast: { type, text }, card: ruleForm(desk, filled) };
  return { toast: { type, text: text.split('\n')[0]! }, card: ruleForm(desk, filled, text) };
}

/** Null while kind or level have not been chosen. @throws GengfuError unknown_store */
function readDraft(desk: Desk, { kind, value = '', level, store = '' }: Tap['form']): FormDraft | null {
  const known = levels.find((each) => each === level) satisfies Level | undefined;
  if (!isFormKind(kind) || !known) return null;
  return { kind, level: known, value: value.trim(), store: storeMeant(desk, store.trim()) };
}

/** By its id or its name. */
function storeMeant(desk: Desk, typed: string): string | undefined {
  if (typed === '') return undefined;
  const store = desk.stores.get(typed) ?? desk.stores.all().find(({ name }) => name.toLowerCase() === typed.toLowerCase());
  if (!store) throw new GengfuError('unknown_store', { store: typed.slice(0, 60) });
  return store.name;
}

const nameIn = ({ name = '' }: Tap['form']): string | undefined => name.trim() || undefined;

/**
 * What was chosen, as a command in which only the words have to be put right. Where a card has no input, it is said in the
 * chat, from where it can be copied.
 */
async function askForValue(desk: Desk, tap: RuleFormTap, chat: Chat, draft: FormDraft): Promise<TapAnswer> {
  const texts = textsOf(desk);
  const { language } = texts;
  const rule = ruleWordsOf({ ...draft, value: exampleValue(draft.kind, language) }, language);
  const name = nameIn(tap.form);
  const command = texts('rule_form.typed', { rule: name === undefined ? rule : `${name} ${rule}` });
  const text = texts('rule_form.value_missing', { command });
  const key = `rule form ${tap.eventId}`.slice(-50);
  if (!desk.messengers.get(tap.messenger)?.can.inputInCard)
    await desk.db.write((tx) => requestSaying(desk, tx, { chatId: chat.id, text, key }));
  return answer(desk, tap, { type: 'info', text });
}
