import type { AlertSubject } from './decide.ts';

export const silenceScopes = ['rule', 'store', 'platform', 'product', 'buyer', 'ticket'] as const;
export type SilenceScope = (typeof silenceScopes)[number];

/** One in force; instants in milliseconds. */
export interface Silence {
  id: string;
  number: number;
  scope: SilenceScope;
  subject: string;
  name: string;
  from: number;
  until: number;
}

/** Nobody remembers a silence for longer. */
export const longestSilenceMs = 30 * 86_400_000;

/** The silence that holds for an alert longest. Pure. */
export function silenceFor(
  silences: readonly Silence[],
  ruleId: string,
  subject: AlertSubject,
  now: number,
): Silence | undefined {
  const covers = ({ scope, subject: id }: Silence): boolean => {
    switch (scope) {
      case 'rule':
        return id === ruleId;
      case 'store':
        return id === subject.storeId;
      case 'platform':
        return id === subject.platform;
      case 'product':
        return subject.products.includes(id);
      case 'buyer':
        return id === subject.buyerId;
      case 'ticket':
        return id === subject.ticketId;
    }
  };
  return silences
    .filter((silence) => silence.from <= now && silence.until > now && covers(silence))
    .sort((a, b) => b.until - a.until)[0];
}
