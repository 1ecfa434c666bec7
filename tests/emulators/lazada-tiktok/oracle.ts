import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';

type Side = 'request' | 'answer' | 'push';

const compiled = new Map<string, Map<string, ValidateFunction>>();

/** Compiled once for a process; every emulator of the platform shares them. */
function checksOf(platform: string): Map<string, ValidateFunction> {
  const known = compiled.get(platform);
  if (known) return known;
  const checks = new Map<string, ValidateFunction>();
  const folder = path.join(import.meta.dirname, '..', '..', 'oracles', platform);
  const ajv = new Ajv({ strict: false, allErrors: true });
  for (const file of readdirSync(folder)) {
    const read = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Record<string, Record<string, object>>;
    const { $defs = {}, ...calls } = read;
    for (const [name, sides] of Object.entries(calls)) {
      for (const [side, schema] of Object.entries(sides)) checks.set(`${side} ${name}`, ajv.compile({ $defs, ...schema }));
    }
  }
  compiled.set(platform, checks);
  return checks;
}

/**
 * Schemas of a platform, written by hand from the facts (tests/oracles/<platform>/*.json): per call what it may be asked and
 * what it answers, per push type what it carries. Both sides of the emulator are held against them.
 */
export class Oracle {
  readonly #checks: Map<string, ValidateFunction>;
  /** What did not fit, in words; empty when both sides kept to the facts. */
  readonly violations: string[] = [];

  constructor(platform: 'lazada' | 'tiktok') {
    this.#checks = checksOf(platform);
  }

  knows(side: Side, name: string): boolean {
    return this.#checks.has(`${side} ${name}`);
  }

  /** @returns what does not fit; remembered as well. Unknown calls do not fit. */
  check(side: Side, name: string, value: unknown): string[] {
    const validate = this.#checks.get(`${side} ${name}`);
    const found = !validate
      ? [`${side} ${name}: not in the oracle`]
      : validate(value)
        ? []
        : (validate.errors ?? []).map(
            ({ instancePath, message, params }) => `${side} ${name}: ${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
          );
    this.violations.push(...found);
    return found;
  }
}
