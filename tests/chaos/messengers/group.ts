import type { InsideService } from '../../timeline/start-inside.ts';

/** Everything a messenger's platform can do to us; each group says how, or why its platform has no such thing. */
export type FaultName =
  | 'late core'
  | 'rate limit of the app'
  | 'rate limit of a chat'
  | 'monthly quota'
  | 're-push'
  | 'split frames'
  | 'dropped socket'
  | 'half-open socket'
  | 'refused handshake'
  | 'announced end'
  | 'another subscriber'
  | 'lost lease'
  | 'failed delivery'
  | 'expired token'
  | 'rejected words'
  | 'lost answer';

/** @returns what ends a fault that does not end by itself, once an alert has met it */
type Inject = (service: InsideService) => void | Promise<void> | (() => Promise<unknown>);

export type Fault = { alert?: Inject; tap?: Inject } | { lacks: string };

/** People and a bot in a messenger whose platform misbehaves on demand. */
export interface Group {
  /** Settings that connect the service with it. */
  env: Record<string, string>;
  faults: Record<FaultName, Fault>;
  connected(): boolean;
  /** Somebody writes to the bot, among the alerts or in a group without. */
  says(where: 'alerts' | 'aside', text: string): Promise<{ eventId: string }>;
  /** The platform pushes what was said once more. */
  repeat(eventId: string): Promise<unknown>;
  /** Cards about a ticket in the alert group. */
  standing(ticket: number): { messageId: string }[];
  claim(messageId: string): Promise<TapSeen>;
  /** The tap is pushed once more. */
  repeatTap(eventId: string): Promise<unknown>;
  /** Injected faults that nothing has met so far. */
  unmet(): string[];
  /** How often somebody began to connect. */
  handshakes(): number;
  stop(): Promise<void>;
}

export interface TapSeen {
  eventId: string;
  answered: boolean;
}

export const lin = { id: '0166501', name: '林悦' };
/** A word that each platform's review rejects in these tests. */
export const forbidden = 'verboten';

/** Keeps the next tap waiting for longer than the platform does. */
export const lateCore =
  (ms: number): Inject =>
  ({ desk }) => {
    const { race } = desk;
    desk.race = async (point) => {
      if (point !== 'tap-received') return race(point);
      desk.race = race;
      await new Promise((resolve) => setTimeout(resolve, ms));
    };
  };
