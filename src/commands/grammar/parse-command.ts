import type { ArgumentsOf, CommandSpec, OptionSpec, ParamSpec } from './command-spec.ts';
import { findCommand, readHead } from './find-command.ts';
import { type NearestCommand, exampleFor, nearestCommand } from './nearest-command.ts';
import { readArguments } from './read-arguments.ts';
import type { CommandContext } from './read-argument.ts';

/** One member per command, so that `command` tells the type of `args`. */
export type ParsedCommand<S extends CommandSpec> = S extends CommandSpec
  ? { command: S['name']; args: ArgumentsOf<S>; slashed: boolean; text: string }
  : never;

export interface FailedCommand {
  problem: CommandProblem;
  /** Whether a slash said that a command was meant. Without it the text may as well be an answer that begins with such a word. */
  slashed: boolean;
  /** What was typed, unchanged. */
  text: string;
}

/** What is wrong, for a text in the person's language; `example` can be copied as it stands. */
export type CommandProblem =
  /** Begins with neither a slash nor a command word. */
  | { code: 'not_a_command' }
  | { code: 'unknown_command'; typed: string; nearest: NearestCommand | null }
  | { code: 'missing_argument'; command: string; param: ParamSpec | OptionSpec; example: string }
  | { code: 'invalid_argument'; command: string; param: ParamSpec | OptionSpec; typed: string; example: string }
  /** The number typed is not the ticket of the quoted card, so it may be part of the sentence. */
  | { code: 'ambiguous_ticket'; command: string; typed: number; quoted: number; example: string }
  | { code: 'unexpected_text'; command: string; typed: string; example: string };

/**
 * Reads a command line: `/认领 1042`, `／claim #1042`, `回复1042 很抱歉…`, `/静音 店铺 shopee-my 到 周一9点 原因 维护`.
 * Never throws. Free text comes out exactly as typed, and every result carries the whole original.
 */
export function parseCommand<S extends CommandSpec>(
  text: string,
  specs: readonly S[],
  context: CommandContext,
): ParsedCommand<S> | FailedCommand {
  const head = readHead(text);
  const found = findCommand(text, head, specs);
  if (found === null) return { problem: unknown(text, head, specs), slashed: head.slashed, text };
  const read = readArguments(text, found.end, found.spec, context);
  if ('problem' in read) {
    const meant = read.problem.code === 'unexpected_text' ? nearestOfFamily(text, head, found.name, specs) : null;
    if (meant) return { problem: meant, slashed: head.slashed, text };
    return { problem: { ...read.problem, command: found.spec.name, example: exampleFor(found) }, slashed: head.slashed, text };
  }
  // The reader of each kind returns that kind's type, which a record keyed by name cannot express.
  return { command: found.spec.name, args: read.args, slashed: head.slashed, text } as unknown as ParsedCommand<S>;
}

function unknown(text: string, head: { slashed: boolean; start: number }, specs: readonly CommandSpec[]): CommandProblem {
  if (!head.slashed) return { code: 'not_a_command' };
  const line = text.slice(head.start);
  return { code: 'unknown_command', typed: /^\S*/u.exec(line)?.[0] ?? '', nearest: nearestCommand(line, specs) };
}

/** `/规则 新见 …`: the family's name alone is a command too, yet another of the family was meant. */
function nearestOfFamily(
  text: string,
  head: { start: number },
  family: string,
  specs: readonly CommandSpec[],
): CommandProblem | null {
  const line = text.slice(head.start);
  const ofFamily = (name: string): boolean => name.startsWith(`${family} `);
  const members = specs.map((spec) => ({ ...spec, zh: spec.zh.filter(ofFamily), aliases: spec.aliases?.filter(ofFamily) }));
  const nearest = nearestCommand(
    line,
    members.filter(({ name, zh, aliases = [] }) => ofFamily(name) || zh.length + aliases.length > 0),
  );
  if (!nearest?.name.startsWith(`${family} `)) return null;
  return { code: 'unknown_command', typed: /^\S+\s+\S+/u.exec(line)?.[0] ?? line, nearest };
}
