import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { orderData, pushBody, pushCode, returnData, trackingData, webchatData } from './push-body.ts';

/**
 * Shopee gives pushes no id: they go by what they are about and its state (facts/marketplaces §5.3), so that one pushed anew
 * under another time is known; what has neither goes by its bytes.
 */
export function namePush(body: unknown, bytes: Uint8Array | string): string {
  const read = pushBody.safeParse(body);
  const named = read.success ? nameByThing(read.data.code, read.data.data) : undefined;
  return named ?? `push ${createHash('sha256').update(bytes).digest('hex')}`;
}

function nameByThing(code: number, data: unknown): string | undefined {
  const as = <T>(schema: z.ZodType<T>, name: (read: T) => string | undefined): string | undefined => {
    const read = schema.safeParse(data);
    return read.success ? name(read.data) : undefined;
  };
  switch (code) {
    case pushCode.webchat:
      return as(webchatData, ({ type, content: { message_id } }) =>
        type === 'message' && (typeof message_id === 'string' || typeof message_id === 'number') && message_id
          ? `message ${message_id}`
          : undefined,
      );
    case pushCode.orderStatus:
      return as(orderData, ({ ordersn, status, update_time }) =>
        status && update_time ? `order ${ordersn} ${status} ${update_time}` : undefined,
      );
    case pushCode.trackingNumber:
      return as(trackingData, ({ ordersn, package_number, tracking_no }) =>
        tracking_no ? `tracking ${ordersn} ${package_number ?? ''} ${tracking_no}` : undefined,
      );
    case pushCode.returnChanged:
      return as(returnData, ({ return_sn, return_status, update_time }) =>
        update_time ? `return ${return_sn} ${return_status ?? ''} ${update_time}` : undefined,
      );
    default:
      return undefined;
  }
}
