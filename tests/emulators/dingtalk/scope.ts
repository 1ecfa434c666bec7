import { asText, evaluate } from './expressions.ts';
import type { Template, VariableType } from './template.ts';
import type { ParamMap } from './world.ts';

/** What a name means while a card is drawn for one person. */
export interface Scope {
  template: Template;
  public: ParamMap;
  private: ParamMap;
  local: Record<string, unknown>;
  /** The entry of the surrounding Loop. */
  loop?: { entry: Record<string, unknown>; index: number };
}

/** `undefined` where text and type do not fit: phones show nothing then (facts/messengers §3.5). */
export function typed(type: VariableType, text: string): unknown {
  if (type === 'string' || type === 'markdown') return text;
  if (text === '') return undefined;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (type === 'number') return Number.isFinite(Number(text)) ? Number(text) : undefined;
  try {
    const value: unknown = JSON.parse(text);
    const list = /Array$/.test(type) || type === 'selectOptions';
    return typeof value === 'object' && value !== null && Array.isArray(value) === list ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Compiled cards take the private value where it is not empty and the public one else. */
function variable(scope: Scope, name: string): unknown {
  const declared = scope.template.variables.get(name);
  if (declared) return typed(declared.type, scope.private[name] || (scope.public[name] ?? ''));
  if (scope.template.locals.has(name)) return scope.local[name];
  const expression = scope.template.expressions.get(name);
  if (expression === undefined) return undefined;
  return evaluate(expression, {
    value: (path) => lookup(scope, path),
    entry: (field) => scope.loop?.entry[field],
    index: () => scope.loop?.index ?? 0,
  });
}

/**
 * A path as templates write it: `title`, `formInfo.tag`, `loop.label`, and `fields[0].label` with `variableType: "loop"`,
 * where `[0]` stands for the entry being drawn.
 */
export function lookup(scope: Scope, path: string, variableType?: unknown): unknown {
  const inLoop = variableType === 'loop' && scope.loop ? path.slice(path.lastIndexOf('[0].') + 4) : path.replace(/^loop\./, '');
  const steps = inLoop.split('.');
  let value: unknown;
  if (scope.loop && (variableType === 'loop' || path.startsWith('loop.'))) value = scope.loop.entry;
  else value = variable(scope, steps.shift() ?? '');
  for (const step of steps) value = (value as Record<string, unknown> | undefined | null)?.[step];
  return value;
}

type Dynamic = {
  type?: string;
  valueType?: string;
  value?: unknown;
  content?: string;
  variable?: string;
  variableType?: string;
  condition?: Condition;
};

/** A property of a component: fixed, with `${names}` in it, or a variable. */
export function resolve(scope: Scope, property: unknown): unknown {
  if (typeof property === 'string') return interpolate(scope, property);
  if (typeof property !== 'object' || property === null || Array.isArray(property)) return property;
  const dynamic = property as Dynamic;
  if (typeof dynamic.content === 'string') return interpolate(scope, dynamic.content);
  if (dynamic.valueType === 'condition' && dynamic.condition) return holds(scope, dynamic.condition);
  if (
    dynamic.valueType === 'variable' ||
    dynamic.type === 'variableValue' ||
    dynamic.type === 'variable' ||
    !('value' in dynamic)
  )
    return dynamic.variable ? lookup(scope, dynamic.variable, dynamic.variableType) : undefined;
  return typeof dynamic.value === 'string' ? interpolate(scope, dynamic.value) : dynamic.value;
}

export const resolveText = (scope: Scope, property: unknown): string => asText(resolve(scope, property));

/** No `visible` property means visible. */
export const isVisible = (scope: Scope, props: Record<string, unknown>): boolean =>
  props.visible === undefined || Boolean(resolve(scope, props.visible));

function interpolate(scope: Scope, text: string): string {
  return text.replace(/\$\{([^}]+)\}/g, (_, path: string) => asText(lookup(scope, path.trim())));
}

export interface Condition {
  op: string;
  conditions?: Condition[];
  variable?: string;
  variableType?: string;
  valueType?: string;
  value?: unknown;
  valueVariableType?: string;
}

export function holds(scope: Scope, condition: Condition): boolean {
  if (condition.op === 'and') return (condition.conditions ?? []).every((inner) => holds(scope, inner));
  if (condition.op === 'or') return (condition.conditions ?? []).some((inner) => holds(scope, inner));
  const left = lookup(scope, condition.variable ?? '', condition.variableType);
  const right =
    condition.valueType === 'variable' ? lookup(scope, String(condition.value), condition.valueVariableType) : condition.value;
  const size = Array.isArray(left) ? left.length : asText(left).length;
  switch (condition.op) {
    case 'isTrue':
      return left === true || left === 'true';
    case 'isFalse':
      return !left || left === 'false';
    case 'isEmpty':
      return size === 0;
    case 'isNotEmpty':
      return size > 0;
    case 'equal':
      return asText(left) === asText(right);
    case 'notEqual':
      return asText(left) !== asText(right);
    case 'lengthEqual':
      return size === Number(right);
    case 'lengthNotEqual':
      return size !== Number(right);
    default:
      throw new Error(`unknown condition ${condition.op}`);
  }
}
