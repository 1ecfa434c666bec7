/** What people and platforms saw, as it happened. `subject` joins what belongs together: an event id, a ticket, a reply's words. */
export interface Happening {
  /** Milliseconds since the run began. */
  at: number;
  what:
    | 'pushed'
    | 'accepted'
    | 'refused'
    | 'tapped'
    | 'answered'
    /** A tap that the platform gave up. */
    | 'unanswered'
    /** An answer to a buyer that the desk took over. */
    | 'said'
    /** A command that the desk took over. */
    | 'heard'
    /** People were called about a ticket. */
    | 'rang'
    /** A deadline, later than before. */
    | 'moved'
    /** Done to the service, its lines, its disk or its clock. */
    | 'fault';
  subject: string;
  more?: Record<string, unknown>;
}

export type History = ReturnType<typeof createHistory>;

/** One run's, in order. */
export function createHistory() {
  const began = performance.now();
  const happenings: Happening[] = [];
  return {
    happenings,
    add(what: Happening['what'], subject: string, more?: Record<string, unknown>): void {
      happenings.push({ at: Math.round(performance.now() - began), what, subject, ...(more ? { more } : {}) });
    },
    of: (what: Happening['what']) => happenings.filter((happening) => happening.what === what),
    /** Whether something was done to the service, its lines or its disk that excuses a late or repeated call. */
    disturbed: () => happenings.some(({ what }) => what === 'fault'),
  };
}
