import { createAmazon } from '../adapters/marketplaces/amazon/index.ts';
import { createEbay } from '../adapters/marketplaces/ebay/index.ts';
import { createEtsy } from '../adapters/marketplaces/etsy/index.ts';
import { createGeneric } from '../adapters/marketplaces/generic/index.ts';
import { createLazada } from '../adapters/marketplaces/lazada/index.ts';
import { createPlainMailbox } from '../adapters/marketplaces/mailbox/index.ts';
import { createSandboxMarketplace } from '../adapters/marketplaces/sandbox/index.ts';
import { createShopee } from '../adapters/marketplaces/shopee/index.ts';
import { createShopify } from '../adapters/marketplaces/shopify/index.ts';
import { createTiktok } from '../adapters/marketplaces/tiktok/index.ts';
import { createWalmart } from '../adapters/marketplaces/walmart/index.ts';
import { createMailSender } from '../adapters/mail/send-mail.ts';
import type { Config } from './config.ts';
import { GengfuError } from './errors.ts';
import type { CallTrace } from './ports/call-trace.ts';
import type { Authoriser, TokenSource } from './ports/authoriser.ts';
import type { Marketplace } from './ports/marketplace.ts';
import type { Database } from './store/database.ts';
import { matterSource } from './matters/matter-source.ts';
import type { StoreRecord } from './stores/store-record.ts';

/** What adapters of platforms with an API are made with. */
export interface ApiParts {
  tokensOf: (store: StoreRecord, authoriser: Authoriser) => TokenSource;
  onTrace: (trace: CallTrace) => void;
}

export interface Marketplaces {
  marketplaceOf: (store: StoreRecord, source: string) => Marketplace;
  /** Marketplaces that push, by the name in `/in/:source/:store`. */
  pushers: ReadonlyMap<string, Marketplace>;
  /** Replies as the sandbox marketplace received them. */
  outbound?: (store?: string) => Promise<unknown[]>;
  close(): void;
}

/** Where the marketplace port meets its implementations. */
export function joinMarketplaces({ config, db, api }: { config: Config; db: Database; api: ApiParts }): Marketplaces {
  const sender = createMailSender();
  const generic = createGeneric();
  const sandbox = config.sandbox ? createSandboxMarketplace({ db }) : undefined;
  const byName = (adapters: (Marketplace & { stop?(): void })[]) =>
    new Map(adapters.map((adapter) => [adapter.platform, adapter]));
  /** Platforms whose mail has a profile of its own. */
  const mailProfiles = byName([
    createAmazon({ sender, api }),
    createWalmart({ sender }),
    createShopify({ sender }),
    createEtsy({ sender }),
  ]);
  /** Platforms whose API we speak. */
  const apis = byName([
    createEbay({ ...api, publicUrl: config.publicUrl }),
    createLazada(api),
    createShopee(api),
    createTiktok(api),
  ]);
  const platforms = new Map([...mailProfiles, ...apis]);
  const mailboxes = new Map<string, Marketplace>();

  /** A platform that writes mail but has no profile of its own is read as plain mail. */
  function mailProfile(platform: string): Marketplace {
    let profile: Marketplace | undefined = mailProfiles.get(platform) ?? mailboxes.get(platform);
    if (!profile) mailboxes.set(platform, (profile = createPlainMailbox({ platform, sender })));
    return profile;
  }

  function marketplaceOf(store: StoreRecord, source: string): Marketplace {
    if (source === 'mail') return mailProfile(store.platform);
    if (source === 'generic') return store.settings.sandbox && sandbox ? demoShop(generic, sandbox) : generic;
    if (source === 'sandbox' && sandbox) return sandbox;
    // What can be answered of what nobody wrote to us, such as a review, the platform takes itself.
    const isPlatforms = source === 'poll' || source === matterSource || source === store.platform;
    const known = isPlatforms ? platforms.get(store.platform) : undefined;
    if (known) return known;
    throw new GengfuError('unavailable', { source }, { message: `no marketplace for ${source}` });
  }

  return {
    marketplaceOf,
    pushers: new Map<string, Marketplace>([['generic', generic], ...[...platforms].filter(([, { can }]) => can.push)]),
    ...(sandbox && { outbound: (store) => sandbox.outbound(store) }),
    close() {
      sender.close();
      for (const platform of platforms.values()) platform.stop?.();
    },
  };
}

/** A demo store has no shop behind it; its replies can be looked at on the sandbox page. */
function demoShop(generic: Marketplace, sandbox: Marketplace): Marketplace {
  const can = { ...generic.can, attachments: sandbox.can.attachments };
  return { ...generic, can, reply: (reply, to) => sandbox.reply(reply, to) };
}
