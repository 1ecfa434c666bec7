import { CardRefused, checkCard } from './card-rules.ts';
import { tapEvent } from './events.ts';
import type { Pushes } from './pushes.ts';
import type { EmulatedMessage, World } from './world.ts';

type Node = Record<string, unknown>;

export interface TapOutcome {
  eventId: string;
  toast?: { type: string; content: string };
  /** The card JSON of the answer, already in place. */
  card?: Node;
  /** What the client shows instead: no answer in time (200340), one it cannot use (200671), a missing field, a card older than 14 days. */
  failure?: 200340 | 200671 | 'required' | 'expired';
  elapsedMs: number;
}

export interface Control {
  tag: string;
  name?: string;
  value: Node;
  /** The form the control submits. */
  form?: Node;
}

/** Cards of 2.0 can be used and updated for 14 days (facts/messengers §2.4). */
const interactableMs = 14 * 24 * 3_600_000;

const toastTypes = ['info', 'success', 'error', 'warning'];

/** The controls of a message's card, with what they send back. */
export function controlsOf(message: EmulatedMessage): Control[] {
  const found: Control[] = [];
  const walk = (value: unknown, form: Node | undefined): void => {
    if (Array.isArray(value)) return value.forEach((entry) => walk(entry, form));
    if (typeof value !== 'object' || value === null) return;
    const node = value as Node;
    const inside = node.tag === 'form' ? node : form;
    const callback = ((node.behaviors ?? []) as Node[]).find(({ type }) => type === 'callback');
    if (callback)
      found.push({ tag: String(node.tag), name: node.name as string | undefined, value: callback.value as Node, form: inside });
    for (const child of Object.values(node)) walk(child, inside);
  };
  walk((JSON.parse(message.content) as { body?: unknown }).body, undefined);
  return found;
}

/** Inputs of a form by name. */
export function inputsOf(form: Node): Node[] {
  return ((form.elements ?? []) as Node[]).filter(({ tag, name }) => tag !== 'button' && typeof name === 'string');
}

/** Plays the client: checks required fields, sends the tap, waits three seconds, puts the card of the answer in place. */
export async function sendTap(parts: {
  world: World;
  pushes: Pushes;
  token: string;
  message: EmulatedMessage;
  person: string;
  control: Control;
  formValue?: Record<string, string>;
  option?: string;
  /** Told how to push the tap once more. */
  onPushed: (eventId: string, again: () => Promise<TapOutcome>) => void;
}): Promise<TapOutcome> {
  const { world, pushes, token, message, person, control, formValue, option } = parts;
  const missing = control.form && inputsOf(control.form).some(({ required, name }) => required && !formValue?.[String(name)]);
  const action = {
    tag: control.tag,
    value: control.value,
    ...(control.name ? { name: control.name } : {}),
    ...(control.form ? { form_value: formValue ?? {} } : {}),
    ...(option === undefined ? {} : { option }),
  };
  const event = tapEvent(world, token, { message, person, action });
  const eventId = event.header.event_id;
  if (Date.now() - message.createdAt > interactableMs) return { eventId, failure: 'expired', elapsedMs: 0 };
  if (missing) return { eventId, failure: 'required', elapsedMs: 0 };
  const push = async (): Promise<TapOutcome> => {
    const start = performance.now();
    const ack = await pushes.once(event);
    const elapsedMs = performance.now() - start;
    if (ack?.code !== 200) return { eventId, failure: 200340, elapsedMs };
    return { eventId, elapsedMs, ...readAnswer(message, ack.data) };
  };
  parts.onPushed(eventId, push);
  return push();
}

function readAnswer(message: EmulatedMessage, data: unknown): Pick<TapOutcome, 'toast' | 'card' | 'failure'> {
  const { toast, card } = (data ?? {}) as { toast?: { type: string; content: string }; card?: { type: string; data: Node } };
  if (toast && (!toastTypes.includes(toast.type) || typeof toast.content !== 'string')) return { failure: 200671 };
  if (!card) return toast ? { toast } : {};
  try {
    if (card.type !== 'raw') return { failure: 200671 };
    const content = JSON.stringify(card.data);
    checkCard(content);
    message.content = content;
    message.revision += 1;
    return { ...(toast ? { toast } : {}), card: card.data };
  } catch (error) {
    if (error instanceof CardRefused) return { failure: 200671 };
    throw error;
  }
}
