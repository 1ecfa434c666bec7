import * as z from 'zod';
import { id, idOrNone, secondsOrNone } from './wire.ts';

/** `{shop_id, code, timestamp, data}` (facts/marketplaces §5.3). Pushes to the app rather than to a shop have no `shop_id`. */
export const pushBody = z.object({
  shop_id: idOrNone,
  code: z.number().int(),
  timestamp: secondsOrNone,
  data: z.unknown(),
});
export type PushBody = z.infer<typeof pushBody>;

/** Codes of facts/marketplaces §5.3 that say something to us. */
export const pushCode = {
  authorised: 1,
  deauthorised: 2,
  orderStatus: 3,
  trackingNumber: 4,
  bannedItem: 6,
  webchat: 10,
  authorisationExpiry: 12,
  violationItem: 16,
  /** UNCONFIRMED. Should it be another, the rounds find returns all the same. */
  returnChanged: 29,
} as const;

export const orderData = z.object({ ordersn: id, status: z.string().optional(), update_time: secondsOrNone });
export const trackingData = z.object({ ordersn: id, package_number: z.string().nullish(), tracking_no: z.string().nullish() });
export const returnData = z.object({ return_sn: id, return_status: z.string().nullish(), update_time: secondsOrNone });
export const webchatData = z.object({ type: z.string(), content: z.record(z.string(), z.unknown()).catch({}) });

const ofApp = z.object({ shop_id: idOrNone }).catch({ shop_id: undefined });

/** The shop that a push is about; the two about its authorisation say it further in. */
export function shopOf({ shop_id, code, data }: PushBody): string | undefined {
  const further = code === pushCode.authorised || code === pushCode.deauthorised;
  return further ? ofApp.parse(data).shop_id : shop_id;
}
