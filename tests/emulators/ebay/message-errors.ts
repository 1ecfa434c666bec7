import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** Codes of the Message API, 355001–355022 (facts/marketplaces §4.2). */
const messages = {
  355001: 'Invalid conversation_status value.',
  355002: 'Invalid conversation_type value.',
  355003: 'Invalid referenceType value.',
  355004: 'The start_time must be an earlier date than end_time.',
  355005: 'Invalid date format used for one or both date filters.',
  355006: 'Invalid or unrecognized otherPartyUsername value.',
  355007: 'Invalid or unrecognized conversation_id value.',
  355008: 'Invalid offset. The offset value must be a multiple of the limit value.',
  355009: 'Invalid limit. The limit value must be a positive integer value that does not exceed 50.',
  355010: 'The maximum amount of media that may be sent is 5.',
  355011: 'Invalid mediaType value.',
  355012: 'All fields under messageMedia are required.',
  355013: 'The messageText string exceeds the maximum character threshold of 2000.',
  355014: 'Invalid mediaUrl.',
  355015: 'Please pass message text or upload one of more media attachments.',
  355016: 'Invalid referenceId. The referenceId value must be a positive integer value.',
  355017: 'The required conversation_type query parameter is either missing or has an invalid value.',
  355018: 'conversationId and otherPartyUsername cannot both be empty.',
  355019: 'A maximum of 10 conversations is allowed per request.',
  355021: 'All fields under reference are required.',
  355022: 'The parameter reference_type is required whenever reference_id is provided.',
} as const;

export function messageRefusal(errorId: keyof typeof messages, status = 400): Refusal {
  return refusal(status, { errorId, domain: 'API_MESSAGE', message: messages[errorId] });
}
