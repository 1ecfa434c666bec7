import { readFileSync } from 'node:fs';
import { identifyMail } from '../../../adapters/mail/identify-mail.ts';
import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';

/** When the mails of the tests arrive: after all dates in the fixtures. */
export const receivedAt = Date.parse('2026-11-20T23:00:00Z');

export function mailStore(mail: Partial<NonNullable<StoreRecord['settings']['mail']>> = {}): StoreRecord {
  return {
    id: 's1',
    platform: 'amazon',
    name: 'Haushalt24',
    site: 'de',
    locale: 'de',
    zone: 'Europe/Berlin',
    settings: {
      sandbox: false,
      mail: { from: 'Acme Support <support@seller.example>', authServId: 'mx.seller.example', addresses: [], ...mail },
    },
  };
}

export function stored(raw: string | Uint8Array): StoredEvent {
  const body = typeof raw === 'string' ? Buffer.from(raw) : raw;
  return { source: 'mail', externalId: identifyMail(body), receivedAt, body };
}

export function fixture(name: string, platform = 'amazon'): StoredEvent {
  return stored(readFileSync(new URL(`../../fixtures/${platform}/${name}.eml`, import.meta.url)));
}
