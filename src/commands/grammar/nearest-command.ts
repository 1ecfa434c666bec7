import type { CommandSpec } from './command-spec.ts';
import { fold } from './match-prefix.ts';
import { type Token, nextToken } from './tokenise.ts';

export interface NearestCommand {
  /** CommandSpec.name. */
  command: string;
  /** The name that comes nearest to what was typed, in the language it was typed in. */
  name: string;
  /** The whole line with the name put right and nothing else changed; ready to be sent. */
  corrected: string;
  /** How the command is used, in that language. */
  example: string;
}

type Candidate = NearestCommand & { distance: number };

/**
 * The command somebody probably meant: `/clam 1042` → `/claim 1042`, `/认令` → `/认领`, `/rep` → `/reply`.
 * @param text the line behind its slash, as typed.
 * @returns null when nothing is near.
 */
export function nearestCommand(text: string, specs: readonly CommandSpec[]): NearestCommand | null {
  let best: Candidate | null = null;
  for (const spec of specs) {
    for (const name of namesOf(spec)) {
      const typed = typedLike(name, text);
      const distance = nameDistance(fold(typed.text), fold(name));
      if (distance === null || (best !== null && best.distance <= distance)) continue;
      best = {
        command: spec.name,
        name,
        corrected: `/${name}${glue(text.slice(typed.end))}`,
        example: exampleFor({ spec, name }),
        distance,
      };
    }
  }
  if (best === null) return null;
  const { command, name, corrected, example } = best;
  return { command, name, corrected, example };
}

/** A line to copy, in the language of the name that was used. */
export function exampleFor({ spec, name }: { spec: CommandSpec; name: string }): string {
  return spec.zh.includes(name) ? spec.example.zh : spec.example.en;
}

/** Every name a command answers to, the Chinese ones first. */
export function namesOf(spec: CommandSpec): string[] {
  return [...spec.zh, spec.name, ...(spec.aliases ?? [])];
}

/** As many leading words as the name has, each without what follows its letters (`认令1042`). */
function typedLike(name: string, text: string): { text: string; end: number } {
  const words: Token[] = [];
  for (let word = nextToken(text, 0); word !== null && words.length < name.split(' ').length; word = nextToken(text, word.end)) {
    words.push(word);
  }
  const letters = words.map((word) => /^[\p{L}\p{M}_-]+/u.exec(text.slice(word.start, word.end))?.[0] ?? '');
  const last = words.at(-1);
  if (last === undefined) return { text: '', end: 0 };
  return { text: letters.join(' '), end: last.start + (letters.at(-1)?.length ?? 0) };
}

/** A space between the corrected name and an argument that was typed without one. */
function glue(rest: string): string {
  return rest === '' || /^\s/u.test(rest) ? rest : ` ${rest}`;
}

/** Edits needed, null when they are too many to be a slip. An unfinished name counts as one edit. */
function nameDistance(typed: string, name: string): number | null {
  const length = [...name].length;
  if (typed === '' || typed.length > 2 * name.length) return null;
  const distance = editDistance([...typed], [...name]);
  const allowed = Math.max(1, Math.floor(length / 3));
  if (distance <= allowed && distance < length) return distance;
  return name.startsWith(typed) && [...typed].length >= 2 ? allowed + 0.5 : null;
}

/**
 * Edits between two words; two swapped neighbours count once (optimal string alignment: L. Boytsov,
 * "Indexing methods for approximate dictionary searching", 2011, §2.1).
 */
export function editDistance(left: readonly string[], right: readonly string[]): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}
