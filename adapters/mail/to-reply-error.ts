import * as z from 'zod';
import { ReplyError } from '../../src/ports/marketplace.ts';

/** What nodemailer adds to an error. `responseCode` is there when the server gave the refusal itself. */
const smtpFailure = z.object({
  code: z.string().optional().catch(undefined),
  responseCode: z.number().optional().catch(undefined),
  response: z.string().optional().catch(undefined),
  message: z.string().catch('mail could not be sent'),
});

/** Our own mistake in what we asked for: no retry changes it. ECONFIG, EENVELOPE without a reply, ENOAUTH. */
const ourMistakes = new Set(['ERR_INVALID_URL', 'ECONFIG', 'EENVELOPE', 'ENOAUTH', 'EFILEACCESS', 'EURLACCESS']);

/**
 * RFC 5321 §4.2.1: 4yz may be tried again, 5yz may not. Without an answer it depends on whether a byte of the message
 * had been taken: if so the server may well deliver it, and repeating blindly would write to the buyer twice.
 * 503 (bad sequence) concerns the session, not the mail.
 */
export function toReplyError(error: unknown, progress: { dataTaken: boolean }): ReplyError {
  const failure = smtpFailure.parse(error ?? {});
  const reason = failure.response ?? failure.message;
  const kind = kindOf(failure, progress);
  // A mail goes as one: what may be tried again did not leave in part.
  const told = { cause: error, nothingLeft: kind === 'temporary' };
  return new ReplyError(kind, `${failure.code ?? 'smtp'}: ${reason}`.slice(0, 500), told);
}

function kindOf(failure: z.infer<typeof smtpFailure>, progress: { dataTaken: boolean }): ReplyError['kind'] {
  const { responseCode: answer, code } = failure;
  if (answer !== undefined && answer >= 400) return answer >= 500 && answer !== 503 ? 'permanent' : 'temporary';
  if (progress.dataTaken) return 'unknown';
  return code !== undefined && ourMistakes.has(code) ? 'permanent' : 'temporary';
}
