import type { Feedback, Report, ReturnRequest, World } from './world.ts';

/** Tab-delimited reports. An empty one does not come: without data a report is cancelled. */

export interface FlatFileOptions {
  /** The feedback report's heading is translated in some marketplaces and its exact words are UNCONFIRMED; the order of the columns is not. */
  feedbackHeading?: string[];
  /** Text reports come in the encoding of the marketplace; which one is UNCONFIRMED. Default UTF-8. */
  flatFileCharset?: 'UTF-8' | 'ISO-8859-1';
}

const returnsHeading =
  'Order ID,Order date,Return request date,Return request status,Amazon RMA ID,Merchant RMA ID,Label type,Label cost,Currency code,Return carrier,Tracking ID,Label to be paid by,A-to-Z Claim,Is prime,ASIN,Merchant SKU,Item Name,Return quantity,Return Reason,In policy,Return type,Resolution,Invoice number,Return delivery date,Order Amount,Order quantity,SafeT Action reason,SafeT claim id,SafeT claim state,SafeT claim creation time,SafeT claim reimbursement amount,Refunded Amount'.split(
    ',',
  );

/** GET_SELLER_FEEDBACK_DATA: one to three stars only (facts/marketplaces §3.7). */
export function feedbackReport(world: World, report: Report, options: FlatFileOptions): string | null {
  const rows = world.feedback.filter((one) => one.rating <= 3 && within(report, one.at)).map(feedbackRow);
  const heading = options.feedbackHeading ?? ['Date', 'Rating', 'Comments', 'Response', 'Order ID', 'Rater Email'];
  return table(heading, rows);
}

/** GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE: returns of seller-fulfilled orders (§3.7). */
export function returnsReport(world: World, report: Report): string | null {
  const ours = ({ orderId }: ReturnRequest) => world.orders.get(orderId)?.fulfillment?.fulfilledBy !== 'AMAZON';
  const rows = world.returns.filter((one) => ours(one) && within(report, one.at)).map((one) => returnRow(world, one));
  return table(returnsHeading, rows);
}

function table(heading: string[], rows: string[][]): string | null {
  if (rows.length === 0) return null;
  return [heading, ...rows].map((row) => `${row.map((cell) => cell.replaceAll(/[\t\r\n]+/g, ' ')).join('\t')}\r\n`).join('');
}

function within({ dataStartTime, dataEndTime }: Report, at: number): boolean {
  return (!dataStartTime || at >= Date.parse(dataStartTime)) && (!dataEndTime || at <= Date.parse(dataEndTime));
}

function feedbackRow({ at, rating, comments, response, orderId, raterEmail }: Feedback): string[] {
  return [new Date(at).toISOString().slice(0, 10).replaceAll('-', '/'), String(rating), comments, response, orderId, raterEmail];
}

function returnRow(world: World, one: ReturnRequest): string[] {
  const order = world.orders.get(one.orderId);
  const item = order?.orderItems[0];
  const total = order?.proceeds?.grandTotal as { amount: string; currencyCode: string } | undefined;
  const cells: Record<string, string> = {
    'Order ID': one.orderId,
    'Order date': order ? day(Date.parse(order.createdTime)) : '',
    'Return request date': day(one.at),
    'Return request status': one.status,
    'Amazon RMA ID': one.rmaId,
    'Label type': 'AmazonUnPaidLabel',
    'Currency code': total?.currencyCode ?? '',
    'Tracking ID': one.tracking ?? '',
    'Label to be paid by': 'Customer',
    'A-to-Z Claim': one.aToZClaim ? 'Y' : 'N',
    'Is prime': 'N',
    ASIN: item?.product.asin ?? '',
    'Merchant SKU': item?.product.sellerSku ?? '',
    'Item Name': item?.product.title ?? '',
    'Return quantity': String(one.quantity),
    'Return Reason': one.reason,
    'In policy': 'Y',
    'Return type': 'C-Returns',
    Resolution: one.resolution,
    'Order Amount': total?.amount ?? '',
    'Order quantity': String(item?.quantityOrdered ?? ''),
    'Refunded Amount': one.refunded ?? '',
  };
  return returnsHeading.map((name) => cells[name] ?? '');
}

/** As these reports write days: 20-Nov-2026. */
function day(at: number): string {
  const [year, month, date] = new Date(at).toISOString().slice(0, 10).split('-');
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return `${date}-${names[Number(month) - 1]}-${year}`;
}
