import { perSecond } from '../../http/call-limits.ts';

/** Calls a second and burst of one seller and operation (facts/marketplaces §3.6, models' x-usage-plan). */
export const rates = {
  searchOrders: perSecond(0.0056, 20),
  getOrder: perSecond(0.5, 30),
  createReport: perSecond(0.0167, 15),
  getReport: perSecond(2, 15),
  getReports: perSecond(0.0222, 10),
  getReportDocument: perSecond(0.0167, 15),
  getInventorySummaries: perSecond(2, 2),
  getDestinations: perSecond(1, 5),
  createDestination: perSecond(1, 5),
  getSubscription: perSecond(1, 5),
  createSubscription: perSecond(1, 5),
  getMessagingActionsForOrder: perSecond(1, 5),
  createMessage: perSecond(1, 5),
  getSolicitationActionsForOrder: perSecond(1, 5),
  createSolicitation: perSecond(1, 5),
};
