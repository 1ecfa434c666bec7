import { describeMarketplace } from './marketplace.ts';
import { amazon } from './marketplace/drivers/amazon.ts';

describeMarketplace(amazon);
