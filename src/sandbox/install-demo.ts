import type { ChatDirectory } from '../notify/chat-directory.ts';
import { enrol } from '../people/people-directory.ts';
import type { Role } from '../people/actor.ts';
import type { Database } from '../store/database.ts';
import type { StoreDirectory } from '../stores/store-directory.ts';
import { siteDefaults } from '../stores/site-defaults.ts';

export const demoChat = 'night-watch';

/** Known to everybody, so that anybody can try the webhook. It opens nothing but the demo stores. */
export const demoWebhookSecret = 'whsec_Z2VuZ2Z1LWRlbW8tc3RvcmVzLW9ubHk=';

const demoStores = [
  { id: 'amazon-de', platform: 'amazon', name: 'Haushalt24', site: 'de' },
  { id: 'shopee-my', platform: 'shopee', name: 'Rumah Kita', site: 'my' },
] as const;

export const demoTeam: readonly { id: string; name: string; role: Role }[] = [
  { id: 'lin', name: '林悦', role: 'supervisor' },
  { id: 'wang', name: '王磊', role: 'agent' },
  { id: 'chen', name: '陈晨', role: 'agent' },
  { id: 'zhao', name: '赵敏', role: 'viewer' },
];

/** Two stores, a team and a group, where they are missing. */
export async function installDemo(parts: {
  db: Database;
  stores: StoreDirectory;
  chats: ChatDirectory;
  at: number;
}): Promise<void> {
  const { db, stores, chats, at } = parts;
  for (const store of demoStores) {
    if (stores.get(store.id)) continue;
    await stores.add(
      { ...store, ...siteDefaults(store.site), settings: { sandbox: true, webhook: { secret: demoWebhookSecret } } },
      at,
    );
  }
  await db.write(async (tx) => {
    const known = await tx.account.count({ where: { messenger: 'sandbox' } });
    if (known > 0) return;
    for (const { id, name, role } of demoTeam) await enrol(tx, { messenger: 'sandbox', externalId: id, name, role, at, id });
  });
  await chats.meet({ messenger: 'sandbox', externalId: demoChat, kind: 'group', name: '守夜群', alerts: true }, at);
}
