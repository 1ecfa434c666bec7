import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** Codes of the Fulfillment API, in the words of its public description. */
const messages = {
  30700: 'Invalid filter name: {value}',
  30800: 'Invalid filter value {value}',
  30810: 'Invalid date format',
  30820: 'Start date is missing',
  30830: "Time range between start date and end date must be within '2' years.",
  30840: 'Start date should be before end date',
  30850: "Start and end dates can't be in the future",
  30900: 'Exceeded maximum number of order IDs (the current limit is 50)',
  31000: 'Invalid offset: {value}',
  31100: 'Invalid limit: {value}',
  32100: 'Invalid order ID: {value}',
  32200: 'Invalid line item id: {value}',
  32210: 'Duplicate line item in the request',
  32300: 'Invalid shipment tracking number or carrier',
  32500: 'Invalid shipped date',
} as const;

export function orderRefusal(errorId: keyof typeof messages, value = '', status = 400): Refusal {
  const parameters = value ? [{ name: 'value', value }] : [];
  const message = messages[errorId].replace('{value}', value);
  return refusal(status, { errorId, domain: 'API_FULFILLMENT', message, parameters });
}
