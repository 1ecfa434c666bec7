import { mailPlatforms, mailSubject } from './mail-subject.ts';
import type { MarketplaceSubject } from '../contract/marketplace/driver.ts';
import { ebay } from '../contract/marketplace/drivers/ebay.ts';
import { generic } from '../contract/marketplace/drivers/generic.ts';
import { lazada } from '../contract/marketplace/drivers/lazada.ts';
import { shopee } from '../contract/marketplace/drivers/shopee.ts';
import { tiktok } from '../contract/marketplace/drivers/tiktok.ts';

/** Marketplaces that push, and shops whose buyers write mail. */
export const stormSubjects: readonly MarketplaceSubject[] = [
  generic,
  ebay,
  shopee,
  lazada,
  tiktok,
  ...mailPlatforms.map(mailSubject),
];
