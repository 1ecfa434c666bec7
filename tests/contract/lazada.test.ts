import { describeMarketplace } from './marketplace.ts';
import { lazada } from './marketplace/drivers/lazada.ts';

describeMarketplace(lazada);
