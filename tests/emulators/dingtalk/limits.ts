import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** Limits of facts/messengers §3.7; the numbers are those of the standard edition. */
export interface LimitOptions {
  /** Calls per second, app and API. */
  qps: number;
  /** Custom robots: so many messages in a window, then silence for the penalty (§3.6). */
  robotMessages: number;
  robotWindowMs: number;
  robotPenaltyMs: number;
}

export const standardLimits: LimitOptions = {
  qps: 20,
  robotMessages: 20,
  robotWindowMs: 60_000,
  robotPenaltyMs: 600_000,
};

/** Sliding windows by key. */
export function createRates(): { exceeded(key: string, most: number, windowMs: number): boolean } {
  const passed = new Map<string, number[]>();
  return {
    exceeded(key, most, windowMs) {
      const now = performance.now();
      const recent = (passed.get(key) ?? []).filter((at) => at > now - windowMs);
      const over = recent.length >= most;
      if (!over) recent.push(now);
      passed.set(key, recent);
      return over;
    },
  };
}

/** 403 and a `Forbidden` code on new APIs, 90018 and 90020 on old ones. A call refused for its rate costs no quota. */
export function createApiLimits(world: World, qps: number): { pass(api: string): void; spend(api: string): void } {
  const rates = createRates();
  const refuse = (api: string, code: string, old: number, message: string) =>
    api.startsWith('/v1.0/') ? new Refusal(code, message, 403) : new Refusal(old, message);
  return {
    pass(api) {
      if (rates.exceeded(api, qps, 1_000))
        throw refuse(api, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 90_018, '请求被限流,请1秒后重试');
    },
    spend(api) {
      if (world.quota.used >= world.quota.limit)
        throw refuse(api, 'Forbidden.AccessDenied.ApiCountLimitForOrg', 90_020, '接口月调用量超限');
      world.quota.used += 1;
    },
  };
}

/** One custom robot: the message after the last allowed one is refused and opens the penalty. */
export function createRobotLimits(limits: LimitOptions): { pass(robot: string): boolean } {
  const rates = createRates();
  const silentUntil = new Map<string, number>();
  return {
    pass(robot) {
      if ((silentUntil.get(robot) ?? 0) > performance.now()) return false;
      if (!rates.exceeded(robot, limits.robotMessages, limits.robotWindowMs)) return true;
      silentUntil.set(robot, performance.now() + limits.robotPenaltyMs);
      return false;
    },
  };
}
