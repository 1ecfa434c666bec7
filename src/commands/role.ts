import { GengfuError } from '../errors.ts';
import { roles } from '../people/actor.ts';
import type { Role } from '../people/actor.ts';
import { findMember } from '../people/find-member.ts';
import { setRole } from '../people/set-role.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { textsIn } from '../texts/texts.ts';
import { defineCommand } from './command.ts';

export const role = defineCommand({
  spec: {
    name: 'role',
    zh: ['角色', '权限'],
    params: [
      { name: 'person', kind: 'person', label: { zh: '同事', en: 'colleague' } },
      {
        name: 'role',
        kind: 'word',
        label: { zh: '角色(管理员、主管、客服、旁观)', en: 'role (admin, supervisor, agent, viewer)' },
      },
    ],
    example: { zh: '/角色 @陈晨 客服', en: '/role @Chen agent' },
  },
  about: 'help.role',
  least: 'admin',
  async run(desk, { person, role: typed }, { by, account, chat }) {
    const texts = textsOf(desk);
    const wanted = roles.find((name: Role) => name === typed.toLowerCase() || textsIn('zh', 'UTC')(`role.${name}`) === typed);
    if (!wanted)
      throw new GengfuError('unknown_choice', { typed, choices: roles.map((name) => texts(`role.${name}`)).join(' ') });
    const place = { messenger: account.messenger, chat: chat.externalId };
    // Typed without a mention: whoever is in the group by that name, if only one is.
    const id = person.id ?? (await findMember(desk, place, person.name.replace(/^@/, '')))?.id;
    const name = await setRole(desk, { person: { ...person, id }, messenger: account.messenger, role: wanted, by });
    return { text: texts('say.role_set', { name, role: texts(`role.${wanted}`) }) };
  },
});
