import type { Texts } from '../texts/texts.ts';
import type { CommandProblem } from './grammar/parse-command.ts';

/** What is wrong with a command, an example that can be copied, and what was typed, so that nothing is lost. */
export function describeProblem(texts: Texts, problem: CommandProblem, typed: string): string {
  switch (problem.code) {
    case 'not_a_command':
      return texts('error.unknown_command_plain', { typed: shorten(typed) });
    case 'unknown_command':
      return problem.nearest
        ? texts('error.unknown_command', {
            typed: shorten(problem.typed),
            nearest: problem.nearest.name,
            example: problem.nearest.example,
          })
        : texts('error.unknown_command_plain', { typed: shorten(problem.typed) });
    case 'missing_argument':
      return texts('error.missing_argument', { label: problem.param.label[texts.language], example: problem.example });
    case 'invalid_argument':
      return texts('error.invalid_argument', {
        typed: problem.typed,
        label: problem.param.label[texts.language],
        example: problem.example,
      });
    case 'ambiguous_ticket':
      return texts('error.ambiguous_ticket', { quoted: problem.quoted, typed: problem.typed, example: problem.example });
    case 'unexpected_text':
      return texts('error.unexpected_text', { typed: problem.typed, example: problem.example });
  }
}

const shorten = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text);
