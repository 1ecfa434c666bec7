import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { readOracle } from './models.ts';
import type { PublishedType } from './notification-types.ts';

const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
formats.default(ajv);

const files: Record<PublishedType | 'GET_V2_SELLER_PERFORMANCE_REPORT', string> = {
  // Ours: the platform publishes none (facts/marketplaces §3.5).
  ACCOUNT_STATUS_CHANGED: 'notifications/AccountStatusChangedNotification.json',
  ORDER_CHANGE: 'notifications/OrderChangeNotification.json',
  REPORT_PROCESSING_FINISHED: 'notifications/ReportProcessingFinishedNotification.json',
  FBA_INVENTORY_AVAILABILITY_CHANGES: 'notifications/FBAInventoryAvailabilityChangeNotification.json',
  GET_V2_SELLER_PERFORMANCE_REPORT: 'reports/accountHealthReport-2020-11-18.json',
};
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a notification or a health report by its schema; empty when it fits. */
export function schemaFaults(of: keyof typeof files, body: unknown): string[] {
  const validate = compiled.get(of) ?? ajv.compile(readOracle(files[of]));
  compiled.set(of, validate);
  return validate(body) ? [] : [ajv.errorsText(validate.errors)];
}
