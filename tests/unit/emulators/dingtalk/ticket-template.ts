import type { ImportableCard } from '../../../emulators/dingtalk/template.ts';

const text = (content: string) => ({ type: 'dynamicString', content, i18n: false });
const from = (variable: string, variableType = 'global') => ({ type: 'variable', variable, variableType, value: '' });
const when = (variable: string, op: string, value = '') => ({
  type: 'dynamicVisible',
  valueType: 'condition',
  value: true,
  condition: { op: 'and', conditions: [{ type: 'variable', variable, variableType: 'global', op, valueType: 'fixed', value }] },
});
const node = (componentName: string, props: Record<string, unknown>, children: unknown[] = []) => ({
  componentName,
  id: `node_${componentName}`,
  props,
  children,
});
const variable = (name: string, type: string, own: 'public' | 'private' = 'public') => ({
  name,
  type,
  private: own === 'private',
});

/** A ticket card as the editor exports one: header, words, buttons of a list, a note to type, a private form. */
export function ticketTemplate(change: Record<string, unknown> = {}): ImportableCard {
  const button = { text: text('${loop.text}'), status: 'normal', actionType: 'request', actionId: text('act') };
  const editor = {
    variableList: [
      variable('title', 'string'),
      variable('body', 'markdown'),
      variable('status', 'string'),
      variable('count', 'number'),
      variable('buttons', 'loopArray'),
      variable('noted', 'boolean', 'private'),
      variable('form', 'form', 'private'),
      variable('form_status', 'string', 'private'),
    ],
    expList: [{ name: 'state', type: 'string', expContent: 'status == "claimed" ? "处理中" : "待认领"' }],
    localList: [{ name: 'note', type: 'string' }],
    schema: {
      componentsTree: [
        node('Card', {}, [
          node('CardHeaderV2', { title: text('${title}') }),
          node('Tag', { text: text('${state}') }),
          node('Markdown', {
            content: { type: 'dynamicMarkdown', valueType: 'variable', variable: 'body', variableType: 'global' },
          }),
          node('Loop', { listData: { type: 'variableValue', variable: 'buttons', variableType: 'global' } }, [
            node('SingleButton', { ...button, params: [{ name: 'action', ...from('buttons[0].action', 'loop') }] }),
          ]),
          node('Input', {
            id: 'note',
            title: text('备注'),
            currentValue: text('${note}'),
            actionType: 'setLocalState',
            localVarAction: { type: 'variableValue', variable: 'note', variableType: 'global' },
            visible: when('noted', 'isFalse'),
          }),
          node('ButtonList', {
            buttons: {
              list: [
                {
                  ...button,
                  id: 'save',
                  text: text('保存'),
                  actionId: text('note'),
                  params: [{ name: 'text', ...from('note') }],
                  successToast: text('已保存'),
                  failureToast: text('没有保存'),
                  successCondition: when('noted', 'isTrue').condition,
                },
              ],
            },
          }),
          node('Form', {
            id: 'reply',
            submitText: text('发送'),
            formSchema: { type: 'variableValue', variable: 'form', variableType: 'global' },
            status: { type: 'dynamicSelect', valueType: 'variable', value: 'normal', variable: 'form_status' },
            params: [{ name: 'current_form', ...from('form') }],
            actionType: 'request',
          }),
        ]),
      ],
    },
    ...change,
  };
  return { editorData: JSON.stringify(editor), widgetInfo: '', type: 'im', mode: 'card' };
}
