import { lastOf, textOf } from './messages.ts';
import { siteTime, slaTime } from './sites.ts';
import type { Message, Order, OrderLine, Reverse, Review, Session } from './world.ts';

/** How the APIs show things. Ids that the documents call Number are bigints here, so that they become bare numbers. */

export const contentString = (message: Message): string => JSON.stringify(message.content);

export function sessionView(session: Session): Record<string, unknown> {
  const last = lastOf(session);
  return {
    session_id: session.id,
    title: session.buyer.name,
    buyer_id: BigInt(session.buyer.id),
    head_url: '',
    summary: last ? textOf(last) : '',
    self_position: session.selfPosition,
    to_position: session.toPosition,
    unread_count: session.messages.filter(({ from, at }) => from === 'buyer' && at > session.selfPosition).length,
    last_message_id: last?.id ?? '',
    last_message_time: last?.at ?? 0,
    site_id: session.seller.site.country.toUpperCase(),
    tags: [],
  };
}

export function messageView(session: Session, message: Message): Record<string, unknown> {
  const { buyer, seller } = session;
  const byBuyer = message.from === 'buyer';
  return {
    message_id: message.id,
    session_id: session.id,
    content: contentString(message),
    from_account_id: byBuyer ? buyer.id : seller.userId,
    from_account_type: byBuyer ? 1 : 2,
    to_account_id: byBuyer ? seller.userId : buyer.id,
    to_account_type: byBuyer ? 2 : 1,
    send_time: message.at,
    template_id: message.templateId,
    type: message.from === 'system' ? 2 : 1,
    site_id: seller.site.country.toUpperCase(),
    process_msg: message.processMsg,
    auto_reply: message.by === 'automatic',
    status: message.recalled ? 1 : 0,
  };
}

export function orderView(order: Order): Record<string, unknown> {
  const { site, lines } = order;
  return {
    order_id: order.id,
    order_number: order.id,
    statuses: [...new Set(lines.map(({ status }) => status))],
    created_at: siteTime(site, order.createdAt),
    updated_at: siteTime(site, order.updatedAt),
    price: lines.reduce((sum, { price }) => sum + price, 0).toFixed(2),
    items_count: lines.length,
    customer_first_name: `${order.buyer.name.slice(0, 1)}***`,
    customer_last_name: '',
    address_shipping: { country: site.name, post_code: '1****9' },
    warehouse_code: 'dropshipping',
    need_cancel_confirm: lines.some(({ needCancelConfirm }) => needCancelConfirm),
  };
}

export function orderItemView(order: Order, line: OrderLine): Record<string, unknown> {
  const { site } = order;
  return {
    order_item_id: BigInt(line.id),
    order_id: order.id,
    buyer_id: order.buyer.id,
    product_id: line.productId,
    sku: line.sku,
    shop_sku: `${line.productId}_${site.country.toUpperCase()}-${line.sku}`,
    name: line.title,
    item_price: line.price.toFixed(2),
    paid_price: line.price.toFixed(2),
    currency: site.currency,
    status: line.status,
    created_at: siteTime(site, order.createdAt),
    updated_at: siteTime(site, order.updatedAt),
    sla_time_stamp: slaTime(site, line.shipBy),
    promised_shipping_time: siteTime(site, line.shipBy),
    tracking_code: line.tracking,
    shipment_provider: line.tracking ? 'LEX' : '',
    package_id: line.tracking ? `FP${line.id}` : '',
    return_status: line.returnStatus,
    reason: line.reason,
    need_cancel_confirm: line.needCancelConfirm,
    ...(line.cancelTriggerAt === undefined ? {} : { cancel_trigger_time: line.cancelTriggerAt }),
  };
}

/** Money of reverse orders is in cents except in Vietnam. */
export function reverseLineView(reverse: Reverse): Record<string, unknown> {
  const { order, line } = reverse;
  const amount = Math.round(line.price * (order.site.country === 'vn' ? 1 : 100));
  return {
    reverse_order_line_id: BigInt(reverse.lineId),
    trade_order_line_id: BigInt(line.id),
    reverse_status: reverse.status,
    ofc_status: reverse.requestType === 'RETURN' ? 'RETURN_INITIATED' : '',
    reason_text: reverse.reason,
    reason_code: 10_000_021,
    refund_amount: amount,
    item_unit_price: amount,
    is_dispute: false,
    seller_sku_id: line.sku,
    tracking_number: reverse.tracking,
    sla: reverse.decideBy,
    trade_order_gmt_create: order.createdAt,
    return_order_line_gmt_create: reverse.createdAt,
    return_order_line_gmt_modified: reverse.updatedAt,
  };
}

export function reviewView(review: Review): Record<string, unknown> {
  return {
    id: BigInt(review.id),
    order_id: BigInt(review.orderId),
    product_id: BigInt(review.productId),
    review_type: 'PRODUCT_REVIEW',
    review_content: review.text,
    review_images: review.pictures,
    review_videos: [],
    ratings: {
      overall_rating: review.rating,
      product_rating: review.rating,
      seller_rating: review.rating,
      logistics_rating: review.rating,
    },
    seller_reply: review.reply ?? '',
    can_reply: review.reply === undefined,
    submit_time: review.at,
    create_time: review.at,
  };
}
