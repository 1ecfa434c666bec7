/** Callers name instants as milliseconds since the epoch, as ISO 8601 or as a Date. */
export type Instant = number | string | Date;

export function toMs(instant: Instant | undefined, now: number): number {
  return instant === undefined ? now : new Date(instant).getTime();
}
