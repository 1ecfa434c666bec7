import { describeMarketplace } from './marketplace.ts';
import { shopify } from './marketplace/drivers/mail-shops.ts';

describeMarketplace(shopify);
