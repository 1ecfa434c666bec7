import { describeMarketplace } from './marketplace.ts';
import { etsy } from './marketplace/drivers/mail-shops.ts';

describeMarketplace(etsy);
