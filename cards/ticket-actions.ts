import type { TextKey, Texts } from '../src/texts/texts.ts';
import type { TicketAction, CardAction, FormField } from './card.ts';
import type { CardOptions } from './ticket-card.ts';
import type { TicketView } from './ticket-view.ts';

const resolutions = ['answered', 'refunded', 'resent', 'returned', 'compensated', 'no_reply_needed', 'other'] as const;
const topics = ['logistics', 'product', 'return', 'refund', 'complaint', 'invoice', 'cancellation', 'presale', 'other'] as const;

/** What can be done in each state: first the usual step, then the rest. */
const byState: Record<TicketView['state'], { shown: TicketAction[]; more: TicketAction[] }> = {
  new: { shown: ['claim', 'translate', 'details', 'false_alarm'], more: ['reply', 'transfer', 'snooze', 'note', 'close'] },
  claimed: { shown: ['reply', 'transfer', 'snooze', 'close'], more: ['translate', 'details', 'unclaim', 'note', 'false_alarm'] },
  waiting: { shown: ['reply', 'close', 'snooze', 'details'], more: ['translate', 'transfer', 'note', 'false_alarm'] },
  snoozed: { shown: ['claim', 'reply', 'close', 'details'], more: ['snooze', 'translate', 'transfer', 'note'] },
  closed: { shown: ['reopen', 'details'], more: ['note'] },
};

/** What to type where there is no button. */
const commands: Record<TicketAction, { zh: string; en: string }> = {
  claim: { zh: '认领', en: 'claim' },
  unclaim: { zh: '放回', en: 'unclaim' },
  transfer: { zh: '转交', en: 'transfer' },
  reply: { zh: '回复', en: 'reply' },
  translate: { zh: '翻译', en: 'tr' },
  details: { zh: '查看', en: 'show' },
  note: { zh: '备注', en: 'note' },
  close: { zh: '关闭', en: 'close' },
  snooze: { zh: '稍后', en: 'snooze' },
  false_alarm: { zh: '误报', en: 'false' },
  reopen: { zh: '打开', en: 'reopen' },
  silence: { zh: '静音', en: 'silence' },
};

/** What follows the number. */
const rest: Partial<Record<TicketAction, { zh: string; en: string }>> = { silence: { zh: ' 2小时', en: ' 2h' } };

export function ticketActions(view: TicketView, options: CardOptions): CardAction[] {
  const { texts } = options;
  // What was merged lives on under the other number.
  const offered = view.resolution === 'merged' ? { shown: ['details' as const], more: [] } : byState[view.state];
  const possible = (action: TicketAction): boolean => action !== 'reply' || view.answerable;
  const [shown, more] = [offered.shown.filter(possible), offered.more.filter(possible)];
  const held = view.state === 'snoozed' && view.owner;
  const make = (action: TicketAction, secondary: boolean): CardAction => ({
    action,
    label: texts(`action.${action}`),
    command: `/${commands[action][texts.language]} ${view.number}${rest[action]?.[texts.language] ?? ''}`,
    ...(action === shown[0] ? { style: 'primary' as const } : {}),
    ...(secondary ? { secondary } : {}),
    ...withFields(action, view, options),
  });
  return [
    ...shown.filter((action) => !(action === 'claim' && held)).map((action) => make(action, false)),
    ...more.map((action) => make(action, true)),
    ...(maySilence(view) ? [{ ...make('silence', true), spare: true as const }] : []),
  ];
}

/** Where something rang and may ring again. */
const maySilence = ({ reasons, state, silencedUntil }: TicketView): boolean =>
  reasons.length > 0 && state !== 'closed' && silencedUntil === null;

function withFields(action: TicketAction, view: TicketView, { texts, translates }: CardOptions): { fields?: FormField[] } {
  switch (action) {
    case 'reply': {
      const placeholder =
        translates && view.language
          ? texts('field.reply_placeholder', { language: texts.languageName(view.language) })
          : texts('field.reply_placeholder_plain');
      return { fields: [{ name: 'text', kind: 'multiline', label: texts('action.reply'), placeholder, required: true }] };
    }
    case 'note':
      return {
        fields: [
          {
            name: 'text',
            kind: 'multiline',
            label: texts('action.note'),
            placeholder: texts('field.note_placeholder'),
            required: true,
          },
        ],
      };
    case 'close':
      return {
        fields: [
          {
            name: 'resolution',
            kind: 'select',
            label: texts('field.resolution'),
            required: true,
            value: 'answered',
            options: choices('resolution', resolutions, texts),
          },
          {
            name: 'topic',
            kind: 'select',
            label: texts('field.topic'),
            value: view.topic ?? 'other',
            options: choices('topic', topics, texts),
          },
        ],
      };
    case 'snooze':
      return {
        fields: [
          {
            name: 'until',
            kind: 'time',
            label: texts('field.until'),
            placeholder: texts('field.until_placeholder'),
            required: true,
          },
        ],
      };
    case 'transfer':
      return { fields: [{ name: 'to', kind: 'person', label: texts('field.to'), required: true }] };
    default:
      return {};
  }
}

/** The same on every card of a language. */
const made = new WeakMap<Texts, Map<string, { value: string; label: string }[]>>();

function choices(prefix: 'resolution' | 'topic', values: readonly string[], texts: Texts): { value: string; label: string }[] {
  const known = made.get(texts) ?? new Map<string, { value: string; label: string }[]>();
  made.set(texts, known);
  const options = known.get(prefix) ?? values.map((value) => ({ value, label: texts(`${prefix}.${value}` as TextKey) }));
  known.set(prefix, options);
  return options;
}
