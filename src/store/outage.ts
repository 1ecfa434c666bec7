/** The database cannot do it now, whatever it is: the same again, later. */
export class Outage extends Error {}

/** SQLSTATE classes: connection, resources, operator's intervention; a session put out for being idle; serialisation. */
const sqlStates = /^(?:08|53|57|25P0[34]|40)/;
const others =
  /^(?:SQLITE_(?:FULL|BUSY|IOERR|READONLY|CANTOPEN).*|ECONN(?:REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|P10\d\d)$/;
const messages = /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

export function isOutage(error: unknown): boolean {
  if (error instanceof Outage) return true;
  if (!(error instanceof Error)) return false;
  return codesOf(error).some((code) => sqlStates.test(code) || others.test(code)) || messages.test(error.message);
}

/** The driver's own code stands in the error itself, or below what Prisma made of it. */
function codesOf(error: Error): string[] {
  const { code, meta, cause } = error as { code?: unknown; meta?: { driverAdapterError?: Error }; cause?: unknown };
  const below = meta?.driverAdapterError?.cause ?? cause;
  const { originalCode } = (typeof below === 'object' && below !== null ? below : {}) as { originalCode?: unknown };
  return [code, originalCode].filter((found) => typeof found === 'string');
}
