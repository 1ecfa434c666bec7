import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Chat } from '../notify/chat-directory.ts';
import { audit } from './audit.ts';
import { enrol } from './people-directory.ts';

/** Makes whoever knows the one-time code admin, and the group where it was said an alert group. @throws GengfuError bad_bind_code */
export async function bindAdmin(
  desk: Desk,
  request: { code: string; account: { messenger: string; id: string; name: string }; chat: Chat },
): Promise<void> {
  const { code, account, chat } = request;
  if (!(await desk.bindCode.redeem(code)))
    throw new GengfuError('bad_bind_code', { admins: await desk.db.read.person.count({ where: { role: 'admin' } }) });
  const at = desk.clock.now();
  const name =
    (
      await desk.messengers
        .get(account.messenger)
        ?.resolvePerson(account.id)
        .catch(() => null)
    )?.name ?? account.name;
  await desk.db.write(async (tx) => {
    const person = await enrol(tx, { messenger: account.messenger, externalId: account.id, name, role: 'admin', at });
    await audit(tx, { at, personId: person.id, action: 'role', subject: name, before: person.before, after: 'admin' });
  });
  if (chat.kind === 'group')
    await desk.chats.meet({ messenger: chat.messenger, externalId: chat.externalId, kind: 'group', alerts: true }, at);
}
