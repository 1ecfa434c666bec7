import { describeMarketplace } from './marketplace.ts';
import { generic } from './marketplace/drivers/generic.ts';

describeMarketplace(generic);
