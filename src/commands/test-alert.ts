import { requestTestAlert } from '../escalation/test-alert.ts';
import { GengfuError } from '../errors.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { personMeant } from './person-meant.ts';

/** A harmless call by every means, to oneself or a colleague; how it went is told here. */
export const testAlertCommand = defineCommand({
  spec: {
    name: 'test-alert',
    zh: ['测试提醒', '试呼'],
    aliases: ['test alert'],
    params: [{ name: 'person', kind: 'person', label: { zh: '呼叫谁', en: 'whom to call' }, optional: true }],
    example: { zh: '/测试提醒 @王磊', en: '/test-alert @Wang' },
  },
  about: 'help.test_alert',
  least: 'supervisor',
  async run(desk, { person }, { by, account, chat, eventKey }) {
    const place = { messenger: account.messenger, chat: chat.externalId };
    const personId = person ? await personMeant(desk, place, person.name, person.id) : by.id;
    if (!(await desk.db.read.person.findUnique({ where: { id: personId } }))) throw new GengfuError('not_enrolled');
    await desk.db.write((tx) => requestTestAlert(desk, tx, { personId, chatId: chat.id, test: eventKey }));
    return { text: textsOf(desk)('call.test_begun') };
  },
});
