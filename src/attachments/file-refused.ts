import type { AttachmentProblem } from '../ports/marketplace-event.ts';

/** A file that is not kept, whoever sent it. */
export class FileRefused extends Error {
  readonly problem: AttachmentProblem;

  constructor(problem: AttachmentProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FileRefused';
    this.problem = problem;
  }
}
