import type { ActionName } from '../../../cards/card.ts';
import { buttonLook, condition, fixedParam, maxLines, plainTextLook, spaced, tappable, text, variableParam, variableValue, visible } from './template-props.ts'; // prettier-ignore
import { buttonOrder, formActions, isFormAction, partName, parts, privateTexts, publicTexts } from './template-variables.ts';
import type { FormAction } from './template-variables.ts';

/** What the card platform imports (facts/messengers §3.5); ticket-card.json holds it, written by write-template.ts. */
export interface ImportableCard {
  editorData: string;
  widgetInfo: string;
  type: 'im';
  mode: 'card';
}

interface Node {
  componentName: string;
  id: string;
  props: Record<string, unknown>;
  children?: Node[];
  [common: string]: unknown;
}

/** Which form is open is known to the client alone: the key of the form, put there by its button. */
const openForm = 'open_form';

export function ticketTemplate(): ImportableCard {
  const root = card();
  const editor = {
    schemaVersion: '3.0.0',
    schema: { version: '1.0.0', componentsMap: componentsMap(root), componentsTree: [root], i18n: {} },
    mockData: { cardData: { title: '🔴 #1042', state: '待认领', label_claim: '认领' }, cardPrivateData: {}, localData: {} },
    editVersion: 0,
    customWidgetInfo: '',
    useCustomWidgetInfo: false,
    variableList: variables(),
    formList: [],
    expList: expressions(),
    localList: [declared(openForm, 'string', 'localList')],
    hsfList: [],
    lwpList: [],
    extension: { extendType: 'NORMAL', fileTypeList: [{ fileName: 'event_chain', fileSource: '{}', fileType: 'json' }] },
  };
  return { editorData: JSON.stringify(editor), widgetInfo: untilPublished, type: 'im', mode: 'card' };
}

/** What clients run is compiled by the editor when the template is saved; until then the card says what to do. */
const untilPublished = `<LinearLayout width="@data{width}" height="match_content" orientation="vertical">
 <FastTextView width="match_parent" height="match_content" maxLines="2" textSize="15np" text="请在卡片平台打开此模板,保存并发布">
 </FastTextView>
</LinearLayout>
`;

function declared(name: string, type: string, editorVarType: 'variables' | 'expList' | 'localList') {
  return { name, private: false, type, id: name, description: '', editorVarType };
}

function variables() {
  return [
    ...publicTexts.map((name) => declared(name, 'string', 'variables')),
    ...formActions.map((action) => declared(`form_${action}`, 'form', 'variables')),
    ...privateTexts.map((name) => ({ ...declared(name, 'string', 'variables'), private: true })),
    { ...declared('done', 'boolean', 'variables'), private: true },
  ];
}

function expressions() {
  const computed = (name: string, expContent: string) => ({ ...declared(name, 'boolean', 'expList'), expContent });
  return [
    computed('show_said', 'said_at == version'),
    ...formActions.map((action) =>
      computed(`show_${action}`, `${openForm} ? ${openForm} == key_${action} : opened == key_${action}`),
    ),
  ];
}

function card(): Node {
  const linkCondition = visible();
  const summaryContent = variableValue('summary');
  const fold = { needFold: false, heightLimit: 480, foldStatusLocalDataKey: '_cardFoldStatusLocalDataKey' };
  return node('Card', 'card', { ...tappable, linkCondition, summaryContent, autoFoldConfig: fold, isLinkToCard: false }, [
    node('CardHeaderV2', 'header', { title: text('${title}'), icon: { url: '', type: 'image' } }),
    tag('subtitle', 'red'),
    tag('state', 'blue'),
    tag('countdown', 'orange'),
    words('notice', 'bold'),
    ...spreadWords('fields'),
    divider('words'),
    words('original_label', 'small'),
    ...spreadWords('original'),
    words('translation_label', 'small'),
    ...spreadWords('translation'),
    words('translation_note', 'small'),
    words('attachments'),
    divider('why'),
    words('reasons', 'small'),
    words('owner'),
    panel('history', spreadWords('history')),
    words('said', 'bold', { variable: 'show_said', op: 'isTrue' }),
    node('ButtonList', 'buttons', {
      direction: 'horizontal',
      visible: visible(),
      ...spaced(),
      buttons: { type: 'button', list: buttonOrder.map((action) => actionButton(action, 'label')) },
    }),
    ...formActions.flatMap((action) => [form(action), foldButton(action)]),
    panel('more', [
      node('ButtonList', 'more_buttons', {
        direction: 'vertical',
        visible: visible(),
        ...spaced(),
        buttons: { type: 'button', list: buttonOrder.map((action) => actionButton(action, 'more')) },
      }),
    ]),
    words('commands', 'small'),
  ]);
}

function node(componentName: string, id: string, props: Record<string, unknown>, children?: Node[]): Node {
  const common = { title: '', hidden: false, isLocked: false, condition: true, conditionGroup: '' };
  return { componentName, id: `node_${id}`, props, ...common, ...(children ? { children } : {}) };
}

function tag(variable: string, color: string): Node {
  const colour = { type: 'dynamicSelect', valueType: 'fixed', value: color, variable: '', variableType: 'global' };
  return node('Tag', `tag_${variable}`, {
    text: text(`\${${variable}}`),
    color: colour,
    tagStyle: 'hollow',
    maxWidth: { type: 'dynamicWidth', valueType: 'adaptive', value: 100, variableType: 'global', variable: '', full: false, adaptive: true }, // prettier-ignore
    ...spaced(),
    visible: visible({ variable, op: 'isNotEmpty' }),
  });
}

function words(variable: string, style: 'plain' | 'bold' | 'small' = 'plain', when?: Parameters<typeof visible>[0]): Node {
  return node('BaseText', `text_${variable}`, {
    ...plainTextLook,
    text: text(`\${${variable}}`),
    maxLine: maxLines(100),
    color: style === 'small' ? 'gray' : 'black',
    size: style === 'small' ? 'small' : 'middle',
    bold: style === 'bold',
    ...spaced(),
    visible: visible(when ?? { variable, op: 'isNotEmpty' }),
  });
}

function spreadWords(name: keyof typeof parts): Node[] {
  return Array.from({ length: parts[name] }, (_, index) => words(partName(name, index)));
}

function divider(id: string): Node {
  return node('Divider', `divider_${id}`, {
    ...spaced(),
    height: 30,
    direction: 'horizontal',
    visible: visible(),
    color: '#1F111F2C',
  });
}

/** Closed at first: history and the rarer actions take no room. */
function panel(name: 'history' | 'more', children: Node[]): Node {
  const props = { id: text(name), title: text(`\${${name}_title}`), contentVisible: false, ...spaced() };
  return node('CollapsePanel', name, { ...props, visible: visible({ variable: `${name}_title`, op: 'isNotEmpty' }) }, children);
}

/** Calls the server, or opens the form of its action in the client. It is there while its label is. */
function actionButton(action: ActionName, list: 'label' | 'more') {
  const label = `${list}_${action}`;
  const color = list === 'label' && (action === 'claim' || action === 'reply') ? 'blue' : 'gray';
  const look = { ...tappable, ...buttonLook, id: label, color, text: text(`\${${label}}`), visible: visible({ variable: label, op: 'isNotEmpty' }) }; // prettier-ignore
  if (isFormAction(action)) return { ...look, actionId: text(`open_${action}`), ...setsOpenForm(`\${key_${action}}`) };
  return { ...look, ...requests(action) };
}

function setsOpenForm(value: string) {
  return { actionType: 'setLocalState', localVarAction: { ...variableValue(openForm), varType: 'string' }, stringLocalValue: text(value) }; // prettier-ignore
}

/** Parameters of a tap: action, ticket, version (facts/messengers §5.2). */
function requests(action: ActionName) {
  return {
    actionType: 'request',
    actionId: text(action),
    params: [fixedParam('a', action), variableParam('t', 'ticket'), variableParam('v', 'version')],
    successToast: text('${toast_taken}'),
    failureToast: text('${toast_not_taken}'),
    successCondition: condition('done', 'isTrue'),
  };
}

function form(action: FormAction): Node {
  const { params, successToast, failureToast, successCondition } = requests(action);
  return node('Form', `form_${action}`, {
    id: `form_${action}`,
    submitText: text(`\${submit_${action}}`),
    formSchema: variableValue(`form_${action}`),
    params,
    successToast,
    failureToast,
    successCondition,
    status: { type: 'dynamicSelect', valueType: 'fixed', value: 'normal', variable: '', variableType: 'global' },
    visible: visible({ variable: `show_${action}`, op: 'isTrue' }),
    actionType: 'request',
  });
}

function foldButton(action: FormAction): Node {
  const look = { ...tappable, ...buttonLook, id: `fold_${action}`, color: 'gray', text: text('${fold}'), visible: visible() };
  return node('ButtonList', `fold_${action}`, {
    direction: 'horizontal',
    ...spaced(),
    visible: visible({ variable: `show_${action}`, op: 'isTrue' }),
    buttons: { type: 'button', list: [{ ...look, actionId: text(`fold_${action}`), ...setsOpenForm('none') }] },
  });
}

function componentsMap(root: Node): Record<string, unknown>[] {
  const names = new Set<string>();
  const walk = ({ componentName, children }: Node): void => {
    names.add(componentName);
    children?.forEach(walk);
  };
  walk(root);
  return [...names].map((componentName) =>
    componentName === 'Form'
      ? { devMode: 'lowCode', componentName }
      : {
          package: '@ali/dxComponent',
          version: '1.0.0',
          exportName: componentName,
          main: './src/index.tsx',
          destructuring: false,
          subName: '',
          componentName,
        },
  );
}
