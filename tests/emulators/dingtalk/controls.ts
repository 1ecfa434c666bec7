import type { FormField } from './forms.ts';
import { isVisible, resolve, resolveText } from './scope.ts';
import type { Scope } from './scope.ts';
import type { TemplateNode } from './template.ts';

/** Something on a drawn card that a person can use. */
export interface Control {
  kind: 'button' | 'input' | 'select' | 'form';
  /** What the callback names in `actionIds`. */
  actionId: string;
  label: string;
  /** `request` calls the server, `setLocalState` stays in the client, others (links, event chains) reach nobody here. */
  actionType: string;
  enabled: boolean;
  params(): Record<string, unknown>;
  /** Local variables behind the parameters, by parameter name. */
  bound: Record<string, string>;
  /** The local variable that an input writes. */
  local?: string;
  /** What a button with `setLocalState` writes. */
  localValue?: unknown;
  options?: { value: string; text: string }[];
  /** Takes several options. */
  multiple?: boolean;
  fields?: FormField[];
  confirm?: string;
  toast?: { success: unknown; failure: unknown; condition: unknown };
  scope: Scope;
}

type Props = Record<string, unknown>;

/**
 * Buttons name their `actionId`; without one the compiled template sends the id of a button in a list, or
 * `single_button_<node>` for one that stands alone.
 */
export function buttonControl(scope: Scope, props: Props, fallbackId: string): Control {
  const confirmed = props.actionType === 'confirm' && props.confirmOkAction === 'request';
  const params = confirmed ? props.confirmOkReqActionParams : props.params;
  const status = resolveText(scope, props.status);
  return {
    kind: 'button',
    actionId: resolveText(scope, confirmed ? props.confirmOkReqActionActionId : props.actionId) || fallbackId,
    label: resolveText(scope, props.text),
    actionType: confirmed ? 'request' : String(props.actionType),
    enabled: status === '' || status === 'normal',
    params: () => readParams(scope, params),
    bound: boundLocals(scope, params),
    ...localWrite(scope, props),
    ...(confirmed ? { confirm: resolveText(scope, props.confirmMessage) } : {}),
    toast: { success: props.successToast, failure: props.failureToast, condition: props.successCondition },
    scope,
  };
}

/** The three components that hold buttons, and where each keeps them. */
export function buttonsOf(scope: Scope, node: TemplateNode): { props: Props; control: Control }[] {
  if (node.componentName === 'SingleButton')
    return [{ props: node.props, control: buttonControl(scope, node.props, `single_button_${node.id}`) }];
  const held = node.props.buttons as Props[] | { list?: Props[] } | undefined;
  const list = Array.isArray(held) ? held : (held?.list ?? []);
  return list
    .filter((props) => isVisible(scope, props))
    .map((props) => ({ props, control: buttonControl(scope, props, typeof props.id === 'string' ? props.id : '') }));
}

export function inputControl(scope: Scope, node: TemplateNode): Control {
  const { props } = node;
  const status = resolveText(scope, props.status);
  const select = node.componentName !== 'Input' && node.componentName !== 'DatePickerBlock';
  return {
    kind: select ? 'select' : 'input',
    actionId: resolveText(scope, props.id) || node.id,
    label: resolveText(scope, props.title) || resolveText(scope, props.placeholder),
    actionType: String(props.actionType),
    enabled: status === '' || status === 'normal',
    params: () => readParams(scope, props.params),
    bound: {},
    ...localWrite(scope, props),
    ...(select ? { options: readOptions(scope, props.options), multiple: node.componentName === 'MultiSelectBlock' } : {}),
    scope,
  };
}

function localWrite(scope: Scope, props: Props): Pick<Control, 'local' | 'localValue'> {
  const target = (props.localVarAction ?? {}) as { variable?: string };
  if (props.actionType !== 'setLocalState' || !target.variable) return {};
  const value = {
    boolean: props.booleanLocalValue,
    number: props.numberLocalValue,
    string: props.stringLocalValue,
  }[String(scope.template.locals.get(target.variable))];
  return { local: target.variable, ...(value === undefined ? {} : { localValue: resolve(scope, value) }) };
}

/** Parameters as a callback carries them; entries without a name are the editor's empty line. */
export function readParams(scope: Scope, list: unknown): Record<string, unknown> {
  const entries = ((list ?? []) as Props[]).filter(({ name }) => Boolean(name));
  return Object.fromEntries(
    entries.map(({ name, type, value, variable, variableType }) => [
      String(name),
      type === 'variable' ? resolve(scope, { type: 'variable', variable, variableType }) : resolve(scope, value),
    ]),
  );
}

function boundLocals(scope: Scope, list: unknown): Record<string, string> {
  const entries = ((list ?? []) as Props[]).filter(({ variable }) => scope.template.locals.has(String(variable)));
  return Object.fromEntries(entries.map(({ name, variable }) => [String(name), String(variable)]));
}

/** Options are fixed in the template or come from a variable; texts may be per language. */
function readOptions(scope: Scope, property: unknown): { value: string; text: string }[] {
  const resolved = Array.isArray(property) ? property : resolve(scope, property);
  return ((resolved ?? []) as Props[]).map((option) => {
    const text = option.text ?? option.label;
    const localised = (text as { zh_CN?: string } | undefined)?.zh_CN;
    return { value: resolveText(scope, option.value), text: localised ?? resolveText(scope, text) };
  });
}
