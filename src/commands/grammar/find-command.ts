import type { CommandSpec } from './command-spec.ts';
import { fold, matchPrefix } from './match-prefix.ts';
import { namesOf } from './nearest-command.ts';

/** How a line begins. */
export interface CommandHead {
  /** Whether a slash says that a command is meant. */
  slashed: boolean;
  /** Offset behind the slash, or of the first visible character. */
  start: number;
}

export interface FoundCommand<S extends CommandSpec> {
  spec: S;
  /** The name that was used. */
  name: string;
  /** Offset behind the name. */
  end: number;
}

// 、 is what the slash key types on a Chinese keyboard; zero-width characters stick to pasted mentions.
const head = /^[\s\u200b\u2060\ufeff]*(?<slash>[/／、⁄])?\s*/u;

export function readHead(text: string): CommandHead {
  const match = head.exec(text);
  return { slashed: match?.groups?.['slash'] !== undefined, start: match?.[0].length ?? 0 };
}

/** The command with the longest name that the text begins with (`规则 新建` before `规则`), or null. */
export function findCommand<S extends CommandSpec>(
  text: string,
  { start, slashed }: CommandHead,
  specs: readonly S[],
): FoundCommand<S> | null {
  let found: FoundCommand<S> | null = null;
  for (const spec of specs) {
    for (const name of namesOf(spec)) {
      const end = matchPrefix(text, start, fold(name));
      if (end === null || (found !== null && end <= found.end)) continue;
      if (endsName(text, end) || (slashed && takesFreeText(spec))) found = { spec, name, end };
    }
  }
  return found;
}

/** A letter behind the name makes it another word (`closed`, `回复率`); a number does not (`认领1042`). */
function endsName(text: string, end: number): boolean {
  return !/^[\p{L}\p{M}_'’-]/u.test(text.slice(end));
}

/** `/回复很抱歉…` under a quoted card: nobody types the space after a Chinese word. */
function takesFreeText(spec: CommandSpec): boolean {
  return spec.params.some((param) => param.kind === 'rest') && spec.zh.length > 0;
}
