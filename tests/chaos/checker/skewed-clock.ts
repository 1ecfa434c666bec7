/**
 * Preloaded into a service: its wall clock is off by as many milliseconds as the file CHAOS_CLOCK says, now and whenever
 * that changes, as after a correction by NTP. Timers run on; they follow no wall clock.
 */
import { readFileSync } from 'node:fs';

const RealDate = Date;
const everyMs = 20;
let skewMs = 0;

function look(): void {
  skewMs = Number(readFileSync(process.env.CHAOS_CLOCK!, 'utf8'));
}
look();
setInterval(look, everyMs).unref();

const now = (): number => RealDate.now() + skewMs;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as object,
  apply: () => new RealDate(now()).toString(),
  get: (target, property): unknown => (property === 'now' ? now : Reflect.get(target, property)),
});
