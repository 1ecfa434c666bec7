import { formFieldTypes } from './forms.ts';
import type { FormField } from './forms.ts';
import { Refusal, unnamed } from './refusal.ts';
import { typed } from './scope.ts';
import type { CardInstance, Fault, ParamMap, World } from './world.ts';

/** Caps of facts/messengers §3.5. The second is documented and yet exceeded in practice: UNCONFIRMED, so it can be lifted. */
export interface CardDataLimits {
  keyBytes: number;
  valueBytes: number;
}

export const documentedCaps: CardDataLimits = { keyBytes: 100, valueBytes: 1_024 };

/** All values are strings (§3.5). @throws Refusal */
export function readParamMap(world: World, holder: unknown, limits: CardDataLimits): ParamMap {
  const map = (holder as { cardParamMap?: unknown } | undefined)?.cardParamMap;
  if (typeof map !== 'object' || map === null || Array.isArray(map)) throw new Refusal(unnamed.parameter, 'cardParamMap无效');
  for (const [key, value] of Object.entries(map)) {
    if (typeof value !== 'string') throw new Refusal(unnamed.parameter, `cardParamMap.${key}必须是字符串`);
    if (Buffer.byteLength(key) > limits.keyBytes) throw new Refusal(unnamed.parameter, `cardParamMap的key ${key}过长`);
    if (Buffer.byteLength(value) > limits.valueBytes) throw new Refusal(unnamed.parameter, `cardParamMap.${key}的值过长`);
    for (const word of world.sensitive)
      if (value.includes(word)) throw new Refusal('param.contentUnsafe', '卡片内容安全检查不通过');
  }
  return map as ParamMap;
}

/** Replaces or merges (§3.5: overwriting is the default), and writes down what will not look as meant. */
export function putData(world: World, card: CardInstance, change: { map: ParamMap; person?: string; byKey: boolean }): void {
  const { person, byKey } = change;
  const map = person === undefined ? change.map : keepPrivate(world, card, change.map);
  noteFaults(world, card, map);
  if (person === undefined) card.public = { ...(byKey ? card.public : {}), ...map };
  else card.private.set(person, { ...(byKey ? card.private.get(person) : {}), ...map });
}

/** Variables that the template does not flag as private take no private value (§3.5). */
function keepPrivate(world: World, card: CardInstance, map: ParamMap): ParamMap {
  return Object.fromEntries(
    Object.entries(map).filter(([name]) => {
      const declared = card.template.variables.get(name);
      if (declared && !declared.private) note(world, card, 'notPrivate', name);
      return !declared || declared.private;
    }),
  );
}

function noteFaults(world: World, card: CardInstance, map: ParamMap): void {
  for (const [name, text] of Object.entries(map)) {
    const declared = card.template.variables.get(name);
    // Names that start with sys_ belong to the platform, e.g. sys_full_json_obj (§3.5).
    if (!declared && !name.startsWith('sys_')) note(world, card, 'unknownVariable', name);
    if (!declared || text === '') continue;
    const value = typed(declared.type, text);
    if (value === undefined) note(world, card, 'typeMismatch', `${name} is no ${declared.type}`);
    else if (declared.type === 'form')
      for (const field of (value as { fields?: FormField[] }).fields ?? [])
        if (!formFieldTypes.includes(field.type)) note(world, card, 'unknownFieldType', `${name}: ${field.type}`);
  }
}

export function note(world: World, card: Pick<CardInstance, 'outTrackId'>, kind: Fault['kind'], detail: string): void {
  world.faults.push({ kind, outTrackId: card.outTrackId, detail });
}
