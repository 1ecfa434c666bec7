import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { bindAdmin } from '../people/bind-admin.ts';
import { linkAccount } from '../people/link-account.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import type { CommandAnswer, Spoken } from './command.ts';

/** With the code of the log: the first admin. Without one: a code that links an account in another messenger. */
export const bind = defineCommand({
  spec: {
    name: 'bind',
    zh: ['绑定'],
    params: [{ name: 'code', kind: 'word', label: { zh: '绑定码', en: 'code' }, optional: true }],
    example: { zh: '/绑定 123456', en: '/bind 123456' },
  },
  about: 'help.bind',
  least: 'viewer',
  async run(desk, { code }, spoken) {
    const texts = textsOf(desk);
    const { account, chat } = spoken;
    if (code === undefined) return giveCode(desk, spoken);
    const personId = await desk.linkCodes.redeem(code);
    if (personId === null) {
      await bindAdmin(desk, { code, account, chat });
      return { text: texts('say.bound', { name: account.name }) };
    }
    const { name, alerts } = await linkAccount(desk, { personId, account, chat });
    return { text: texts(alerts ? 'say.linked_here' : 'say.linked', { name }) };
  },
});

/** Whoever reads the code can be that person: it goes to them alone. */
async function giveCode(desk: Desk, { by, account, chat }: Spoken): Promise<CommandAnswer> {
  const texts = textsOf(desk);
  const known = await desk.db.read.person.findUnique({ where: { id: by.id } });
  if (!known) throw new GengfuError('not_enrolled');
  const text = texts('say.link_code', { code: await desk.linkCodes.issue(known.id) });
  if (chat.kind === 'direct') return { text };
  try {
    await desk.messengers.get(account.messenger)!.direct({ person: account.id, text, key: `link-${Date.now()}` });
  } catch (cause) {
    throw new GengfuError('direct_failed', {}, { cause });
  }
  return { text: texts('say.link_code_sent') };
}
