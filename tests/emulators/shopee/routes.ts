import { authRoutes } from './auth-routes.ts';
import type { Routes } from './call.ts';
import { chatReadRoutes } from './chat-read-routes.ts';
import { chatSendRoutes } from './chat-send-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { pushRoutes } from './push-routes.ts';
import { returnRoutes } from './return-routes.ts';
import { reviewRoutes } from './review-routes.ts';

/** Every call by its name: the path without `/api/v2/`. */
export const routes: Routes = {
  ...authRoutes,
  ...chatReadRoutes,
  ...chatSendRoutes,
  ...orderRoutes,
  ...returnRoutes,
  ...reviewRoutes,
  ...healthRoutes,
  ...pushRoutes,
};
