import type { Inbound, Saying, Tap, TapAnswer } from '../../../src/ports/messenger.ts';

/** A core that writes down what arrives; what it does with a tap or a saying can be exchanged. */
export interface RecordingInbound extends Inbound {
  taps: Tap[];
  sayings: Saying[];
  joins: string[];
  onTap: (tap: Tap) => Promise<TapAnswer>;
  onSaid: (saying: Saying) => Promise<{ messageIds: string[] }>;
}

export function createRecordingInbound(): RecordingInbound {
  const inbound: RecordingInbound = {
    taps: [],
    sayings: [],
    joins: [],
    onTap: async () => ({ toast: { type: 'success', text: '好' } }),
    onSaid: async () => ({ messageIds: [] }),
    tap(tap) {
      inbound.taps.push(tap);
      return inbound.onTap(tap);
    },
    said(saying) {
      inbound.sayings.push(saying);
      return inbound.onSaid(saying);
    },
    async joined({ chat }) {
      inbound.joins.push(chat);
    },
  };
  return inbound;
}
