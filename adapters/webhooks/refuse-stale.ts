import { GengfuError } from '../../src/errors.ts';

/** Signatures older or newer than this are refused, so that a recorded request cannot be played again later. */
const toleranceMs = 300_000;

/**
 * To be asked after the signature: only the holder of the secret learns that the clocks differ.
 * @param at instant that was signed, @param now ours, both in milliseconds
 * @throws GengfuError stale_timestamp
 */
export function refuseStale(header: string, at: number, now: number): void {
  if (Math.abs(now - at) > toleranceMs)
    throw new GengfuError('stale_timestamp', {}, { message: `${header} is more than 5 minutes off` });
}
