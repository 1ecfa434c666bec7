import type { ArgumentValues, CommandSpec, OptionSpec, ParamSpec } from './command-spec.ts';
import { fold, matchPrefix } from './match-prefix.ts';
import { type CommandContext, type Read, readArgument } from './read-argument.ts';
import { nextToken, skipSpace } from './tokenise.ts';

type Values = Record<string, ArgumentValues[keyof ArgumentValues]>;

export type ArgumentProblem =
  | { code: 'missing_argument'; param: ParamSpec | OptionSpec }
  | { code: 'invalid_argument'; param: ParamSpec | OptionSpec; typed: string }
  | { code: 'ambiguous_ticket'; typed: number; quoted: number }
  | { code: 'unexpected_text'; typed: string };

/** Reads everything behind the command's name against its spec. */
export function readArguments(
  text: string,
  from: number,
  spec: CommandSpec,
  context: CommandContext,
): { args: Values } | { problem: ArgumentProblem } {
  const args: Values = {};
  let at = skipColon(text, from);
  let skipped: ParamSpec | undefined;
  for (const param of spec.params) {
    const options = readOptions(text, at, spec, { args, context });
    if ('problem' in options) return options;
    at = options.end;
    const read = readParam(text, at, param, context);
    if (read !== null && 'problem' in read) return read;
    if (read === null) skipped ??= param;
    else {
      args[param.name] = read.value;
      at = read.end;
    }
  }
  const options = readOptions(text, at, spec, { args, context });
  if ('problem' in options) return options;
  const missing = spec.options?.find((option) => option.required === true && !(option.name in args));
  const left = text.slice(skipSpace(text, options.end)).replace(/[\s。.!！~～]+$/u, '');
  if (left !== '') {
    return {
      problem:
        skipped === undefined
          ? { code: 'unexpected_text', typed: left }
          : { code: 'invalid_argument', param: skipped, typed: left },
    };
  }
  return missing === undefined ? { args } : { problem: { code: 'missing_argument', param: missing } };
}

/** null = an optional parameter that is not there. */
function readParam(
  text: string,
  from: number,
  param: ParamSpec,
  context: CommandContext,
): Read<ArgumentValues[keyof ArgumentValues]> | { problem: ArgumentProblem } | null {
  const at = skipLead(text, from, param.lead ?? []);
  const read = readArgument(param.kind, text, at, context);
  if (param.kind === 'ticket' && context.ticket !== undefined) return quotedTicket(text, from, read, context.ticket);
  if (read !== null) return read;
  if (param.optional === true) return null;
  const token = nextToken(text, at);
  if (token === null) return { problem: { code: 'missing_argument', param } };
  return { problem: { code: 'invalid_argument', param, typed: text.slice(token.start, token.end) } };
}

/**
 * Under a quoted card the ticket need not be typed. A different bare number is neither taken for the ticket nor
 * for the first word of the answer, because either mistake reaches a buyer; `#1043` is clear.
 */
function quotedTicket(
  text: string,
  from: number,
  read: Read<unknown> | null,
  quoted: number,
): Read<number> | { problem: ArgumentProblem } {
  if (read === null || typeof read.value !== 'number') return { value: quoted, end: from };
  const explicit = /^[#＃]/u.test(text.slice(skipSpace(text, from)));
  if (!explicit && read.value !== quoted) return { problem: { code: 'ambiguous_ticket', typed: read.value, quoted } };
  return { value: read.value, end: read.end };
}

function readOptions(
  text: string,
  from: number,
  spec: CommandSpec,
  { args, context }: { args: Values; context: CommandContext },
): { end: number } | { problem: ArgumentProblem } {
  let at = from;
  for (let found = findOption(text, at, spec); found !== null; found = findOption(text, at, spec)) {
    const { option, glued, end } = found;
    const read = option.name in args ? null : readArgument(option.kind, text, end, context);
    if (read === null) {
      // A word that only begins like an option (到货) is the next parameter's.
      if (glued || option.name in args) return { end: at };
      const token = nextToken(text, end);
      return {
        problem:
          token === null
            ? { code: 'missing_argument', param: option }
            : { code: 'invalid_argument', param: option, typed: text.slice(token.start, token.end) },
      };
    }
    args[option.name] = read.value;
    at = read.end;
  }
  return { end: at };
}

interface FoundOption {
  option: OptionSpec;
  /** Whether the value follows without a gap or sign: `到周一9点`. */
  glued: boolean;
  end: number;
}

function findOption(text: string, from: number, spec: CommandSpec): FoundOption | null {
  const at = skipSpace(text, from);
  const start = at + (/^--?(?=\p{L})/u.exec(text.slice(at))?.[0].length ?? 0);
  for (const option of spec.options ?? []) {
    for (const word of option.words) {
      const end = matchPrefix(text, start, fold(word));
      if (end === null) continue;
      const sign = /^\s*[=＝:：]|^(?=\s|$)/u.exec(text.slice(end));
      if (sign !== null) return { option, glued: false, end: end + sign[0].length };
      const glues =
        /\p{Script=Han}$/u.test(word) && ['time', 'duration', 'person', 'number', 'ticket', 'level'].includes(option.kind);
      if (glues) return { option, glued: true, end };
    }
  }
  return null;
}

function skipLead(text: string, from: number, lead: readonly string[]): number {
  const at = skipSpace(text, from);
  const ends = lead.flatMap((word) => {
    const end = matchPrefix(text, at, fold(word));
    const whole = end !== null && (/\p{Script=Han}$/u.test(word) || /^[\s@＠]/u.test(text.slice(end)));
    return whole ? [end] : [];
  });
  return ends.length === 0 ? from : Math.max(...ends);
}

function skipColon(text: string, from: number): number {
  return /^[:：,，]/u.test(text.slice(from)) ? from + 1 : from;
}
