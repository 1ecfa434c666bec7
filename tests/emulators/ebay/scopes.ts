const prefix = 'https://api.ebay.com/oauth/api_scope';

/** Of every application; Post-Order and public keys ask for it (facts/marketplaces §4.1). */
export const baseScope = prefix;
export const scope = (name: string): string => `${prefix}/${name}`;

export const knownScopes = [
  baseScope,
  ...[
    'commerce.message',
    'commerce.feedback',
    'commerce.feedback.readonly',
    'commerce.notification.subscription',
    'commerce.shipping',
    'sell.fulfillment',
    'sell.inventory',
    'sell.analytics.readonly',
    'sell.return',
    'sell.inquiry',
    'sell.cancellation',
  ].map(scope),
];
