import { drawCard } from './card-view.ts';
import { note, putData, readParamMap } from './card-data.ts';
import type { CardDataLimits } from './card-data.ts';
import type { Control } from './controls.ts';
import { submission } from './forms.ts';
import type { Pushes } from './pushes.ts';
import { cardAnswerMs } from './pushes.ts';
import { Refusal } from './refusal.ts';
import { holds, resolveText } from './scope.ts';
import type { Condition } from './scope.ts';
import { unionId } from './world.ts';
import type { CardInstance, EmulatedMessage, World } from './world.ts';

export interface TapOutcome {
  eventId: string;
  /** The template's own words, chosen by its `successCondition` (facts/messengers §3.4). */
  toast?: { type: 'success' | 'error'; content: string };
  /** The answer changed the card for everybody or for the one who tapped. */
  updated: boolean;
  /** What the client shows instead: no answer within 2 s, one it cannot use, an empty required field. */
  failure?: 'timeout' | 'refused' | 'required';
  elapsedMs: number;
}

export interface TapParts {
  world: World;
  pushes: Pushes;
  limits: CardDataLimits;
  card: CardInstance;
  message: EmulatedMessage;
  person: string;
  control: Control;
  /** Fields of a form, or the value of an input. */
  filled?: Record<string, string>;
}

const unsent = { eventId: '', updated: false, elapsedMs: 0 };

/** Plays the client: local changes, required fields, the callback, two seconds of patience, the data of the answer, the toast. */
export async function sendTap(parts: TapParts): Promise<TapOutcome> {
  const { world, pushes, card, person, control, filled = {} } = parts;
  if (!control.enabled) throw new Error(`${control.label || control.actionId} is disabled`);
  if (control.actionType === 'setLocalState') {
    const value = control.kind === 'button' ? control.localValue : written(control, filled);
    card.local.set(person, { ...card.local.get(person), ...(control.local ? { [control.local]: value } : {}) });
    return unsent;
  }
  if (control.actionType !== 'request') throw new Error(`${control.actionType} of a control is not emulated`);
  const params = control.params();
  if (control.kind === 'form') {
    const form = submission(control.fields ?? [], filled);
    if (!form) return { ...unsent, failure: 'required' };
    params.form = form;
  } else if (control.kind !== 'button') params[control.actionId] = written(control, filled);
  // Cards with another callback never reach the stream (§3.9).
  if (card.callbackType !== 'STREAM') return { ...unsent, failure: 'timeout' };
  const start = performance.now();
  world.openCallbacks.set(card.outTrackId, (world.openCallbacks.get(card.outTrackId) ?? 0) + 1);
  const { eventId, ack } = await pushes.card(callback(parts, params));
  world.openCallbacks.set(card.outTrackId, (world.openCallbacks.get(card.outTrackId) ?? 1) - 1);
  const elapsedMs = performance.now() - start;
  if (!ack) note(world, card, 'unanswered', `nothing within ${cardAnswerMs} ms`);
  if (ack?.code !== 200) return { eventId, updated: false, failure: ack ? 'refused' : 'timeout', elapsedMs };
  return { eventId, elapsedMs, ...putAnswer(parts, ack.data) };
}

/** A choice is written as index and value, several choices (joined with commas) as lists of both, a text as it is. */
function written(control: Control, filled: Record<string, string>): unknown {
  const [value = ''] = Object.values(filled);
  if (control.kind !== 'select') return value;
  const indexOf = (chosen: string) => {
    const index = (control.options ?? []).findIndex((option) => option.value === chosen);
    if (index < 0) throw new Error(`${control.actionId} offers no ${chosen}`);
    return index;
  };
  return control.multiple ? { index: value.split(',').map(indexOf), value: value.split(',') } : { index: indexOf(value), value };
}

/** §3.4; `content` is a JSON string. */
function callback({ world, card, message, person, control }: TapParts, params: Record<string, unknown>): Record<string, unknown> {
  const space = message.space === 'IM_ROBOT' ? person : message.chat;
  return {
    type: 'actionCallback',
    outTrackId: card.outTrackId,
    corpId: world.corpId,
    userId: card.userIdType === 2 ? unionId(person) : person,
    userIdType: card.userIdType,
    spaceType: message.space ?? 'IM_GROUP',
    spaceId: space,
    extension: '{}',
    content: JSON.stringify({ cardPrivateData: { actionIds: [control.actionId], params } }),
  };
}

interface CardAnswer {
  cardUpdateOptions?: { updateCardDataByKey?: boolean; updatePrivateDataByKey?: boolean };
  cardData?: unknown;
  userPrivateData?: unknown;
}

function putAnswer(parts: TapParts, data: unknown): Omit<TapOutcome, 'eventId' | 'elapsedMs'> {
  const { world, limits, card, person } = parts;
  const answer = (data as { response?: unknown } | undefined)?.response;
  const {
    cardUpdateOptions: options = {},
    cardData,
    userPrivateData,
  } = (typeof answer === 'object' ? (answer ?? {}) : {}) as CardAnswer;
  try {
    const everybody = cardData === undefined ? null : readParamMap(world, cardData, limits);
    const own = userPrivateData === undefined ? null : readParamMap(world, userPrivateData, limits);
    if (everybody) putData(world, card, { map: everybody, byKey: options.updateCardDataByKey === true });
    if (own) putData(world, card, { map: own, person, byKey: options.updatePrivateDataByKey === true });
    if (everybody ?? own) card.revision += 1;
    return { updated: Boolean(everybody ?? own), ...toastOf(parts) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    note(world, card, 'unusableAnswer', `${error.code} ${error.message}`);
    return { updated: false, failure: 'refused' };
  }
}

/** Judged on the data after the answer, with the client's local values. */
function toastOf({ card, person, control }: TapParts): Pick<TapOutcome, 'toast'> {
  if (!control.toast) return {};
  const after = drawCard(card, person).scope;
  const scope = control.scope.loop ? { ...after, loop: control.scope.loop } : after;
  const success = holds(scope, (control.toast.condition ?? { op: 'and' }) as Condition);
  const content = resolveText(scope, success ? control.toast.success : control.toast.failure);
  return content ? { toast: { type: success ? 'success' : 'error', content } } : {};
}
