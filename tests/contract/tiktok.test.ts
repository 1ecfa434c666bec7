import { describeMarketplace } from './marketplace.ts';
import { tiktok } from './marketplace/drivers/tiktok.ts';

describeMarketplace(tiktok);
