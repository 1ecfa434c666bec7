import { describeMarketplace } from './marketplace.ts';
import { shopee } from './marketplace/drivers/shopee.ts';

describeMarketplace(shopee);
