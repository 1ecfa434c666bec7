import type { CallTrace } from '../ports/call-trace.ts';
import { spanTime } from './tracing.ts';
import type { Tracing } from './tracing.ts';

/** A marketplace's answer as a span of whatever asked for it. */
export function traceMarketplaceCall(tracing: Tracing, platform: string, { account, call, status, fault, ms }: CallTrace): void {
  if (!tracing.on) return;
  const until = spanTime();
  tracing.note({
    name: `call ${platform}`,
    attributes: {
      'gengfu.store': account,
      'gengfu.call': call,
      'http.response.status_code': status || undefined,
      'gengfu.fault': fault ?? undefined,
    },
    from: until - ms,
    until,
  });
}
