import { describeMarketplace } from './marketplace.ts';
import { ebay } from './marketplace/drivers/ebay.ts';

describeMarketplace(ebay);
