import { openLazada } from '../timeline/lazada-market.ts';
import { describeMarketplace } from './marketplace.ts';

describeMarketplace({ platform: 'lazada', open: async () => (await openLazada()).market });
