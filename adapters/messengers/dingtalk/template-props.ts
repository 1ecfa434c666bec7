/**
 * Properties as the card platform's editor exports them (shapes read from the files of open-dingtalk/dingtalk-card-examples,
 * facts/messengers §3.5). The editor writes every property of a component, used or not, and so does this.
 */

export const text = (content: string) => ({ type: 'dynamicString', content, i18n: false });

export const condition = (variable: string, op: 'isTrue' | 'isNotEmpty') => ({
  op: 'and',
  conditions: [
    { type: 'variable', variable, variableType: 'global', op, valueType: 'fixed', value: '', valueVariableType: 'global' },
  ],
});

const always = { op: 'and', conditions: [] };

export const visible = (when?: { variable: string; op: 'isTrue' | 'isNotEmpty' }) => ({
  type: 'dynamicVisible',
  value: true,
  valueType: when ? 'condition' : 'fixed',
  condition: when ? condition(when.variable, when.op) : always,
});

export const fixedParam = (name: string, value: string) => ({
  type: 'fixed',
  name,
  value,
  variable: '',
  variableType: 'global',
  id: name,
});

export const variableParam = (name: string, variable: string) => ({
  type: 'variable',
  name,
  value: '',
  variable,
  variableType: 'global',
  id: name,
});

export const variableValue = (variable: string) => ({ type: 'variableValue', variable, variableType: 'global' });

const dynamic = (type: string, value: unknown) => ({ type, valueType: 'fixed', value, variable: '', variableType: 'global' });

export const maxLines = (lines: number) => dynamic('dynamicNumber', lines);

const margins = { marginLeft: 12, marginRight: 12, marginTop: 4, marginBottom: 4, innerOffset: 0 };
export const spaced = (change: Partial<typeof margins> = {}) => ({ ...margins, ...change });

/** What a thing that can be tapped has, all of it off. */
export const tappable = {
  actionType: 'none',
  statPoint: text(''),
  statPointParams: [],
  urlType: 'all',
  url: dynamic('dynamicLink', ''),
  androidUrl: dynamic('dynamicLink', ''),
  pcUrl: dynamic('dynamicLink', ''),
  iosUrl: dynamic('dynamicLink', ''),
  isDtmd: false,
  actionId: text(''),
  params: [fixedParam('', '')],
  successToast: text(''),
  failureToast: text(''),
  successCondition: always,
  copyValue: text(''),
  copyVariable: variableValue(''),
  customHandler: '',
  confirmTitle: text(''),
  confirmMessage: text(''),
  confirmOkText: text(''),
  confirmOkAction: 'request',
  confirmOkReqActionActionId: text(''),
  confirmOkReqActionParams: [fixedParam('', '')],
  confirmOkReqActionToast: text(''),
  confirmCancelText: text(''),
  confirmCancelAction: 'none',
  confirmCancelReqActionActionId: text(''),
  confirmCancelReqActionParams: [fixedParam('', '')],
  confirmCancelReqActionToast: text(''),
  actionSheetTitle: text(''),
  actionSheetMessage: text(''),
  actionSheetItems: [],
  toastContent: text(''),
  toastType: 1,
  localVarAction: variableValue(''),
  booleanLocalValue: dynamic('dynamicBoolean', false),
  numberLocalValue: dynamic('dynamicNumber', 0),
  stringLocalValue: text(''),
  openModalTitle: text(''),
  openModalHeight: 500,
  openModalWidth: 400,
  events: [],
  selectActionType: 'setLocalState',
  selectDataKey: variableValue(''),
  selectOptions: dynamic('dynamicSelectOptions', []),
  selectParams: [],
  selectIndex: variableValue(''),
  fixWidth: false,
  fixedWidth: 0,
  autoWidth: false,
  dataSources: [],
  updateTargetValue: variableValue(''),
  updateTargetVariable: variableValue(''),
  apiName: text(''),
  apiParams: [fixedParam('', '')],
  apiRetLocalVar: variableValue(''),
  jsapiName: text(''),
  jsapiParams: [fixedParam('', '')],
  jsapiRetLocalVar: variableValue(''),
};

export const buttonLook = {
  status: 'normal',
  icon: dynamic('dynamicLink', ''),
  darkModeIcon: dynamic('dynamicLink', ''),
  iconType: 'iconCode',
  iconFont: { type: 'icon', iconType: 'ddIcon', icon: '' },
};

/** Plain text: whatever a buyer writes stays words. */
export const plainTextLook = {
  hoverText: text(''),
  iconType: 'iconCode',
  iconFont: { type: 'icon', iconType: 'ddIcon', icon: '' },
  icon: dynamic('dynamicLink', ''),
  darkIcon: dynamic('dynamicLink', ''),
  autoWidth: false,
  maxWidth: 0,
  fixedWidth: 0,
  fontColorType: 'Standard',
  enableHighlight: false,
  customLightColor: dynamic('dynamicColor', '#35404b'),
  customDarkColor: dynamic('dynamicColor', '#f6f6f6'),
  gravity: 'left',
  fontSizeType: 'Standard',
  styleType: 'custom',
  styleToken: 'common_body_text_style',
  customFontSize: 15,
  customFontLineHeight: 22,
  italic: false,
  strikeThrough: false,
  lineHeight: 'normal',
  autoMaxWidth: false,
};
