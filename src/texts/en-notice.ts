import type { zhNotice } from './zh-notice.ts';

/** The same, in English. */
export const enNotice: Record<keyof typeof zhNotice, string> = {
  'notice.cancellation_request': 'The buyer asks to cancel the order',
  'notice.return_request': 'The buyer asks to return the order',
  'notice.dispute': 'The buyer has opened a dispute or chargeback',
  'notice.return_to_handle': 'Returned goods are on their way or back, and have to be dealt with',
  'notice.evidence_wanted': 'The platform wants evidence for a disputed return',
  'notice.listing_banned': 'The platform has banned a listing',
  'notice.listing_violation': 'A listing breaks the platform’s rules',
  'notice.account_health': 'Seller performance alarm',
  'notice.app_removed': 'The app was removed from the shop; no more pushes will come',
  'notice.data_request': 'A customer asks for their data; to be answered within 30 days',
  'notice.customer_erasure': 'The platform asks to erase a customer’s data, within 30 days',
  'notice.shop_erasure': 'The app was removed 48 hours ago; the platform asks to erase all data of the shop',
  'notice.refund_request': 'The buyer asks for the money back',
  'notice.a_to_z_claim': 'The buyer has opened an A-to-z claim',
  'notice.product_status': 'The state of a product has changed',
  'notice.invoice_status': 'The state of an invoice has changed',
  'notice.other': 'Notice from the platform: {topic}',
};
