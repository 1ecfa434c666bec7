import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import { siteDefaults } from './site-defaults.ts';
import { storeSettings } from './store-record.ts';
import type { StoreRecord, StoreSettings } from './store-record.ts';

export const newStore = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  platform: z.string().regex(/^[a-z]{2,20}$/),
  site: z.string().regex(/^[a-z]{2}$/),
  name: z.string().min(1).max(80),
});

/** Adds a store; without settings it gets a generic webhook with a fresh secret. @throws GengfuError store_exists | invalid_input */
export async function addStore(
  desk: Pick<Desk, 'db' | 'stores' | 'clock'>,
  request: {
    id: string;
    platform: string;
    site: string;
    name: string;
    settings?: z.input<typeof storeSettings>;
    by: Pick<Actor, 'id'>;
  },
): Promise<StoreRecord> {
  const parsed = newStore.safeParse({
    ...request,
    id: request.id.toLowerCase(),
    platform: request.platform.toLowerCase(),
    site: request.site.toLowerCase(),
  });
  if (!parsed.success) throw new GengfuError('invalid_input', { field: String(parsed.error.issues[0]?.path[0]), most: 40 });
  const settings: StoreSettings = storeSettings.parse(request.settings ?? { webhook: { secret: newSecret() } });
  const store = { ...parsed.data, ...siteDefaults(parsed.data.site), settings };
  await desk.stores.add(store, desk.clock.now());
  await desk.db.write((tx) =>
    audit(tx, { at: desk.clock.now(), personId: request.by.id, action: 'store added', subject: store.id }),
  );
  return store;
}

export const newSecret = (): string => `whsec_${randomBytes(24).toString('base64')}`;
