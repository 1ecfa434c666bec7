/** The neutral card: what a person should see, before any messenger draws it. */

export type Level = 'urgent' | 'important' | 'normal';
export type TicketState = 'new' | 'claimed' | 'waiting' | 'snoozed' | 'closed';

/** The same names in every messenger, in the sandbox interface and in signed tap payloads. */
export const actions = [
  'claim',
  'unclaim',
  'transfer',
  'reply',
  'translate',
  'details',
  'note',
  'close',
  'snooze',
  'false_alarm',
  'reopen',
  'silence',
] as const;
export type TicketAction = (typeof actions)[number];

/** What is done with a card about a change of a rule; its version is the change's number. */
export const proposalActions = ['adopt', 'change', 'drop', 'later', 'never'] as const;
export type ProposalAction = (typeof proposalActions)[number];

/** What is done with a digest: the next of its tickets, or all of them. */
export const digestActions = ['take_next', 'take_all'] as const;
export type DigestAction = (typeof digestActions)[number];

/** What is done with the form of a new rule, a card about nothing stored. */
export const ruleFormActions = ['draft_rule'] as const;
export type RuleFormAction = (typeof ruleFormActions)[number];

export const tapActions = [...actions, ...proposalActions, ...digestActions, ...ruleFormActions] as const;
export type ActionName = TicketAction | ProposalAction | DigestAction | RuleFormAction;

export type FieldKind = 'text' | 'multiline' | 'select' | 'person' | 'time';

export interface FormField {
  name: 'text' | 'resolution' | 'topic' | 'until' | 'to' | 'rule' | 'kind' | 'value' | 'level' | 'store' | 'name';
  kind: FieldKind;
  label: string;
  placeholder?: string;
  required?: boolean;
  /** Needed as well, but asked for afterwards in the chat where a card has no input to type it into. */
  typedAfter?: true;
  maxLength?: number;
  value?: string;
  options?: { value: string; label: string }[];
}

export interface CardAction {
  action: ActionName;
  label: string;
  style?: 'primary' | 'danger';
  /** Asked for before the tap is sent. A form with fields opens as a form where the messenger can. */
  fields?: FormField[];
  /** Behind "more" where space is short. */
  secondary?: boolean;
  /** What to type where no button exists, e.g. `回复 1042 …`. */
  command: string;
  /** Left out, command and all, where there is no room for a button. */
  spare?: true;
}

/** A file that the buyer sent. */
export interface CardAttachment {
  /** Hostile like all the buyer's words. */
  name: string;
  kind: 'picture' | 'file';
  state: 'pending' | 'stored' | 'broken';
  /** In words: `1.2 MB`. */
  size?: string;
  /** What to do about one that cannot be looked at, or that it is on its way. */
  advice?: string;
  /** Where our own page has it. */
  path?: string;
  /** The same for outside, where the service has a public address. */
  link?: string;
  thumbnail?: {
    path: string;
    /** By messenger: its own name for the picture, once it has it. */
    keys: Readonly<Record<string, string>>;
  };
}

export interface Card {
  kind: 'ticket' | 'compact' | 'notice';
  title: string;
  subtitle?: string;
  level: Level;
  /** Short running number, absent on cards that are not about one ticket. */
  ticket?: number;
  version: number;
  state?: TicketState;
  stateLabel?: string;
  /** Display name of who holds the ticket. */
  owner?: string;
  /** Their id in each messenger where they have an account; for their picture, where the messenger draws one. */
  ownerIds?: Readonly<Record<string, string>>;
  /** Time left on the nearer clock, already in words: `剩 3 小时 12 分`. */
  countdown?: string;
  fields: { label: string; value: string; short?: boolean }[];
  /** The buyer's words. Hostile: only ever shown as plain text. */
  original?: string;
  translation?: string;
  /** Why there is no translation, or that it is a sample. */
  translationNote?: string;
  /** BCP 47 code of the original. */
  language?: string;
  languageLabel?: string;
  attachments?: CardAttachment[];
  /** Why this rang, newest history last. */
  reasons?: string[];
  history?: { at: string; text: string }[];
  notice?: string;
  actions: CardAction[];
}
