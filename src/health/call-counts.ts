import type { CallTrace } from '../ports/call-trace.ts';

export interface CallCount {
  platform: string;
  call: string;
  /** ok, or how the platform refused. */
  outcome: string;
}

/** Calls to marketplaces since the start. */
export interface CallCounts {
  count(platform: string, trace: Pick<CallTrace, 'call' | 'fault' | 'ms'>): void;
  read(): { labels: CallCount; calls: number; seconds: number }[];
}

export function createCallCounts(): CallCounts {
  const counts = new Map<string, { labels: CallCount; calls: number; seconds: number }>();
  return {
    count(platform, { call, fault, ms }) {
      const labels = { platform, call, outcome: fault ?? 'ok' };
      const key = Object.values(labels).join(' ');
      const entry = counts.get(key) ?? { labels, calls: 0, seconds: 0 };
      entry.calls += 1;
      entry.seconds += ms / 1000;
      counts.set(key, entry);
    },
    read: () => [...counts.values()],
  };
}
