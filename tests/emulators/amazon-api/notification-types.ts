/** The types this emulator publishes, with their payload version and the casing of their envelope (facts/marketplaces §3.5). */
export const publishedTypes = {
  ACCOUNT_STATUS_CHANGED: { payloadVersion: '2021-01-01', casing: 'camel' },
  ORDER_CHANGE: { payloadVersion: '1.0', casing: 'pascal' },
  REPORT_PROCESSING_FINISHED: { payloadVersion: '2020-09-04', casing: 'camel' },
  FBA_INVENTORY_AVAILABILITY_CHANGES: { payloadVersion: '1.0', casing: 'pascal' },
} as const;

export type PublishedType = keyof typeof publishedTypes;

/** Types that can be subscribed to, though nothing here brings them about (§3.5). */
export const otherTypes = [
  'LISTINGS_ITEM_STATUS_CHANGE',
  'LISTINGS_ITEM_ISSUES_CHANGE',
  'LISTINGS_ITEM_MFN_QUANTITY_CHANGE',
  'FEED_PROCESSING_FINISHED',
  'SHIPMENT_TRACKING_MILESTONE_CHANGED',
  'TRANSACTION_UPDATE',
  'PRICING_HEALTH',
];

export const isPublished = (type: string): type is PublishedType => Object.hasOwn(publishedTypes, type);
