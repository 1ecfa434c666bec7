import type { DkimVerdict } from './parsed-mail.ts';

/**
 * Reads the DKIM verdict from Authentication-Results (RFC 8601). Only headers whose authserv-id is ours count, and of
 * those only the topmost: a sender can write such a header too, but not above the one our host adds.
 * `values` in order of appearance. Without `authServId` nobody is believed.
 */
export function readDkim(values: readonly string[], authServId: string | undefined): DkimVerdict {
  if (!authServId) return { result: 'unknown', passed: [] };
  const trusted = values.find((value) => serverOf(value) === authServId.toLowerCase());
  if (trusted === undefined) return { result: 'none', passed: [] };
  const checks = withoutComments(trusted)
    .split(';')
    .slice(1)
    .map((part) => part.trim().toLowerCase())
    .filter((part) => /^dkim\s*=/.test(part));
  const passed = checks.filter((check) => /^dkim\s*=\s*pass\b/.test(check)).flatMap(signingDomain);
  if (passed.length > 0) return { result: 'pass', passed };
  const allAbsent = checks.every((check) => /^dkim\s*=\s*none\b/.test(check));
  return { result: allAbsent ? 'none' : 'fail', passed: [] };
}

/** The authserv-id: first token, before an optional version number. */
function serverOf(value: string): string {
  return (withoutComments(value).split(';', 1)[0] ?? '').trim().split(/\s+/, 1)[0]?.toLowerCase() ?? '';
}

function signingDomain(check: string): string[] {
  const domain = /\bheader\.(?:d|i)\s*=\s*"?@?([a-z0-9.-]{1,253})/.exec(check)?.[1];
  return domain === undefined ? [] : [domain];
}

/** Comments may hold anything, a forged `; dkim=pass` included; they nest, so they are counted rather than matched. */
function withoutComments(value: string): string {
  let depth = 0;
  let kept = '';
  for (const character of value.slice(0, 8192)) {
    if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) kept += character;
  }
  return kept;
}
