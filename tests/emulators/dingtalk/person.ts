import { drawCard } from './card-view.ts';
import type { CardDataLimits } from './card-data.ts';
import type { Control } from './controls.ts';
import type { Pushes } from './pushes.ts';
import { sendTap } from './taps.ts';
import type { TapOutcome } from './taps.ts';
import type { CardInstance, EmulatedMessage, World } from './world.ts';

export interface Tapped {
  /** outTrackId */
  messageId: string;
  person: string;
  actionId: string;
  /** Parameters the button must carry; tells apart buttons of a Loop. */
  params?: Record<string, unknown>;
}

export interface Pressed {
  messageId: string;
  person: string;
  action: string;
  /** By neutral field name. */
  form?: Record<string, string>;
}

/** The action that a control stands for: its parameter or hidden form field `action` or `a`, else its actionId. */
export function actionOf(control: Control): string {
  const hidden = (control.fields ?? []).filter((field) => field.hidden).map(({ name, defaultValue }) => [name, defaultValue]);
  const { action, a } = { ...control.params(), ...Object.fromEntries(hidden) } as Record<string, unknown>;
  const named = action ?? a;
  return typeof named === 'string' ? named : control.actionId;
}

/** People in front of their clients: they see cards, type into them and tap. */
export function createPeople(parts: { world: World; pushes: Pushes; limits: CardDataLimits }) {
  const { world } = parts;

  function find(messageId: string, person: string): { card: CardInstance; message: EmulatedMessage } {
    const card = world.cards.get(messageId);
    const message = world.messages.find(
      ({ messageId: id, recipients }) => id === messageId && (recipients?.includes(person) ?? true),
    );
    if (!card || !message) throw new Error(`${person} sees no card ${messageId}`);
    return { card, message };
  }

  const controlsFor = (messageId: string, person: string): Control[] => drawCard(find(messageId, person).card, person).controls;

  function use(
    seen: { messageId: string; person: string },
    control: Control,
    filled?: Record<string, string>,
  ): Promise<TapOutcome> {
    return sendTap({
      ...parts,
      ...find(seen.messageId, seen.person),
      person: seen.person,
      control,
      ...(filled ? { filled } : {}),
    });
  }

  /** Types into an input or picks from a select, named by its id or local variable. */
  function fill(filled: { messageId: string; person: string; input: string; value: string }): Promise<TapOutcome> {
    const control = controlsFor(filled.messageId, filled.person).find(
      ({ kind, actionId, local }) =>
        (kind === 'input' || kind === 'select') && (actionId === filled.input || local === filled.input),
    );
    if (!control) throw new Error(`the card of ${filled.messageId} has no input ${filled.input}`);
    return use(filled, control, { [filled.input]: filled.value });
  }

  return {
    controlsFor,
    fill,
    /** Taps the button with this actionId, and with these parameters where several have it. */
    tap(tapped: Tapped): Promise<TapOutcome> {
      const wanted = Object.entries(tapped.params ?? {});
      const control = controlsFor(tapped.messageId, tapped.person).find((candidate) => {
        const params = candidate.params();
        return candidate.actionId === tapped.actionId && wanted.every(([key, value]) => same(params[key], value));
      });
      if (!control) throw new Error(`the card of ${tapped.messageId} has no ${tapped.actionId}`);
      return use(tapped, control);
    },
    /** Uses the control of an action, whatever the card looks like: fills the form, or the inputs whose values the button carries. */
    async press(pressed: Pressed): Promise<TapOutcome> {
      const { messageId, person, action, form = {} } = pressed;
      const wanted = () => {
        const candidates = controlsFor(messageId, person).filter(({ kind }) => kind === 'button' || kind === 'form');
        const fitting = candidates.filter((control) => actionOf(control) === action || control.actionId === action);
        const control = fitting.find(({ kind }) => (kind === 'form') === Object.keys(form).length > 0) ?? fitting[0];
        if (!control) throw new Error(`the card of ${messageId} offers no ${action} to ${person}`);
        return control;
      };
      const control = wanted();
      if (control.kind === 'form') return use(pressed, control, fieldNames(control, form));
      for (const [field, value] of Object.entries(form))
        await fill({ messageId, person, input: inputFor(control, field), value });
      // Drawn again: the parameters now hold what was typed.
      return use(pressed, wanted());
    },
    /** Actions a person could take on a card now, in order. */
    offered: (messageId: string, person: string): string[] =>
      controlsFor(messageId, person)
        .filter(({ kind, enabled, actionType }) => (kind === 'button' || kind === 'form') && enabled && actionType !== 'none')
        .map(actionOf),
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const endsIn = (name: string, field: string): boolean => new RegExp(`(^|[^A-Za-z0-9])${RegExp.escape(field)}$`).test(name);

/** Fields of a form whose name is, or ends in, the neutral name. */
function fieldNames(control: Control, form: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).map(([field, value]) => {
      const found = (control.fields ?? []).find(({ name, hidden }) => !hidden && endsIn(name, field));
      if (!found) throw new Error(`the form has no field ${field}`);
      return [found.name, value];
    }),
  );
}

/** The local variable that a button sends under the neutral name. */
function inputFor(control: Control, field: string): string {
  const [, local] = Object.entries(control.bound).find(([name]) => endsIn(name, field)) ?? [];
  if (local === undefined) throw new Error(`${control.label || control.actionId} sends no ${field}`);
  return local;
}
