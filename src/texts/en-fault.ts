import type { zhFault } from './zh-fault.ts';

/** The same, in English. */
export const enFault: Record<keyof typeof zhFault, string> = {
  'parked.syntax': 'its content is not in the agreed form',
  'parked.missing': '{field} is missing',
  'parked.wrong_type': '{field} is of the wrong type',
  'parked.unknown_value': '{field} has a value that is not known',
  'parked.out_of_range': '{field} is out of range',
  'parked.unfit': '{field} is not as agreed',
  'trouble.parked':
    '⚠️ 1 message of {store} could not be processed and is kept as it came ({event}). Reason: {reason}. To read it: /fault show {event}; to try again: /fault retry {event}',
  'error.unknown_fault': 'No parked message has the code “{typed}”. /fault list shows them all',
  'say.no_faults': 'Every message could be processed.',
  'say.faults_title':
    '{count} messages could not be processed, newest first. To read one: /fault show CODE; to try again: /fault retry CODE (or all)',
  'say.fault_line': '{code} · {store} · {at} · {reason}',
  'say.fault': '{code} · {store} · {source} · {at}\nReason: {reason}\n{body}',
  'say.fault_retried':
    '{count} tried again: {done} done, {parked} could not be processed again{pending, plural, =0 {} other {, # still waiting}}.',
  'help.fault_list': 'messages that could not be processed',
  'help.fault_show': 'read one of them as it came',
  'help.fault_retry': 'process them once more',
};
