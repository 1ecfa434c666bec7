import { GengfuError } from '../../src/errors.ts';
import type { StoreRecord } from '../../src/stores/store-record.ts';

/** What the platform signs this store's pushes with. @throws GengfuError bad_signature when the store takes none */
export function pushSecret(store: StoreRecord): string {
  const secret = store.settings.push?.secret;
  if (!secret) throw new GengfuError('bad_signature', {}, { message: 'this store takes no pushes of its platform' });
  return secret;
}
