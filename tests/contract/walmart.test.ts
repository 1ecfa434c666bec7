import { describeMarketplace } from './marketplace.ts';
import { walmart } from './marketplace/drivers/mail-shops.ts';

describeMarketplace(walmart);
