import type { ActionName, Card } from '../../cards/card.ts';
import type { Texts } from '../texts/texts.ts';

/** What a messenger's JSON holds of a card. */
export interface Shown {
  /** The JSON, or the part of it that people see. */
  said: unknown;
  /** Actions that can be done by tapping, forms and pick lists included. */
  tappable: ReadonlySet<ActionName>;
}

type Fate = 'whole' | 'cut' | 'absent';

/** Characters by which a text that was cut is still recognised. */
const headLength = 8;

/** Compares a card with what a messenger makes of it: buttons that became commands, texts that were cut or left out. */
export function findLosses(card: Card, shown: Shown, texts: Texts): string[] {
  const said = squash(stringsOf(shown.said).join(''));
  const fates = new Map<string, Fate>();
  for (const { label, text } of wordsOf(card, texts)) fates.set(label, worse(fates.get(label), fateOf(text, said)));
  const list = (labels: string[]) => labels.join(texts.language === 'zh' ? '、' : ', ');
  const named = (fate: Fate) => [...fates].filter(([, found]) => found === fate).map(([label]) => label);

  const typed = card.actions.filter(({ action }) => !shown.tappable.has(action));
  const example = typed.find(({ action }) => action === 'reply') ?? typed[0];
  const absent = named('absent');
  const cut = named('cut');
  return [
    ...(example ? [texts('preview.typed', { actions: list(typed.map(({ label }) => label)), command: example.command })] : []),
    ...(cut.length > 0 ? [texts('preview.cut', { parts: list(cut) })] : []),
    ...(absent.length > 0 ? [texts('preview.absent', { parts: list(absent) })] : []),
    ...historyLoss(card, said, texts),
  ];
}

function wordsOf(card: Card, texts: Texts): { label: string; text: string }[] {
  const words = [
    { label: texts('preview.part_title'), text: card.title },
    { label: texts('preview.part_notice'), text: card.notice },
    ...card.fields.map(({ label, value }) => ({ label, text: value })),
    { label: texts('card.original'), text: card.original },
    { label: texts('card.translation'), text: card.translation },
    { label: texts('card.translation'), text: card.translationNote },
    ...(card.attachments ?? []).map(({ name }) => ({ label: texts('card.attachments'), text: name })),
    ...(card.reasons ?? []).map((text) => ({ label: texts('card.reasons'), text })),
    { label: texts('card.state'), text: card.stateLabel },
    { label: texts('preview.part_countdown'), text: card.countdown },
  ];
  return words.flatMap(({ label, text }) => (label && text ? [{ label, text }] : []));
}

/** Lines of a ticket's history, or those a notice consists of. */
function historyLoss({ history = [] }: Card, said: string, texts: Texts): string[] {
  const all = history.length;
  const shown = history.filter(({ text }) => fateOf(text, said) === 'whole').length;
  return shown < all ? [texts('preview.history', { shown, all })] : [];
}

function fateOf(text: string, said: string): Fate {
  const wanted = squash(text);
  if (said.includes(wanted)) return 'whole';
  return said.includes(wanted.slice(0, headLength)) ? 'cut' : 'absent';
}

/** Of several texts under one label the worst counts, but what is partly there is not absent. */
function worse(one: Fate | undefined, other: Fate): Fate {
  if (one === undefined || one === other) return other;
  return 'cut';
}

/** Messengers break and trim lines in their own ways, and escapers write `＜` for `<`; that loses nobody's words. */
const squash = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '');

/** Every text in a JSON value, in its order. */
export function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsOf);
}
