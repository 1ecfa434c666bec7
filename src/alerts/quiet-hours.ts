import { DateTime } from 'luxon';
import type { NoiseSettings } from './noise-settings.ts';

/** When the quiet hours that run at `now` end, in the team's zone; null outside them. Pure. */
export function quietUntil(quiet: NoiseSettings['quiet'], now: number, zone: string): number | null {
  if (!quiet || quiet.from === quiet.to) return null;
  const local = DateTime.fromMillis(now, { zone });
  const minute = local.hour * 60 + local.minute;
  const overnight = quiet.from > quiet.to;
  const inside = overnight ? minute >= quiet.from || minute < quiet.to : minute >= quiet.from && minute < quiet.to;
  if (!inside) return null;
  const end = local.startOf('day').set({ hour: Math.floor(quiet.to / 60), minute: quiet.to % 60 });
  return (overnight && minute >= quiet.from ? end.plus({ days: 1 }) : end).toMillis();
}
