import type { zhError } from './zh-error.ts';

export const enError: Record<keyof typeof zhError, string> = {
  'error.bad_safety_line': 'A safety line is a whole number, such as /stock TEA-1 20; “off” takes it away.',
  'error.unknown_sku': 'No stock is known of SKU “{sku}”. Check the spelling, or wait for the platform’s next report.',
  'error.unknown_person': 'Nobody is called “{person}” here. An admin can add them: /role @name agent',
  'error.role_required': 'This needs the role {needed}; you are {role}. An admin can change that with /role',
  'error.unknown_ticket': 'There is no #{ticket}',
  'error.ticket_taken': '{by} claimed it {ago}',
  'error.answer_elsewhere':
    '#{ticket} cannot be answered from here: see to it on {market}. Then close the ticket, which stops the clock: /close {ticket}',
  'error.ticket_closed': '#{ticket} is closed. To go on, reopen it: /reopen {ticket}',
  'error.not_owner': '#{ticket} is with {by}',
  'error.wrong_state': '#{ticket} is “{state}”: {wanted} is not possible',
  'error.stale_card': 'The card has just changed; please look at the new one',
  'error.stale_reply': 'The buyer wrote again {ago}; please read this first:\n{text}',
  'error.unknown_action': 'This button is no longer used',
  'error.unknown_command': 'There is no command “{typed}”. Did you mean {nearest}?\nExample: {example}',
  'error.unknown_command_plain': 'There is no command “{typed}”. /help lists them all',
  'error.missing_argument': 'Missing: {label}.\nExample: {example}',
  'error.invalid_argument': '“{typed}” is not a {label}.\nExample: {example}',
  'error.unexpected_text': '“{typed}” was not understood.\nExample: {example}',
  'error.ambiguous_ticket': 'You quoted #{quoted} but wrote {typed}. Which one?\nExample: {example}',
  'error.merge_differs': '#{ticket} and #{into} are not two tickets of one buyer and cannot be merged',
  'error.ticket_merged': '#{ticket} was merged into #{into}; please go on there',
  'error.unknown_choice': '“{typed}” is none of: {choices}',
  'error.translator_failed': 'That text could not be translated. Try again later, or write in the buyer’s language',
  'error.unknown_platform': 'There is no platform “{platform}”',
  'error.unknown_rule': 'There is no rule “{rule}”. /rule list shows them all',
  'error.rule_exists': 'There is a rule “{rule}” already',
  'error.unfit_rule': 'The rule cannot be used: {expected}.\nExample: {example}',
  'error.invalid_rule': 'Unclear near character {at}: expected {expected}.\nExample: {example}',
  'error.unknown_store': 'There is no store “{store}”. /store list shows them all',
  'error.store_exists': 'There is a store “{store}” already',
  'error.bad_time': 'That time has passed',
  'error.unreadable_duration': '“{typed}” is not a span of time. E.g. 2h, 90m',
  'error.limit_outside': 'A limit must be above zero and at most {most}. E.g. 2h, 90m',
  'error.unreadable_limit': '“{typed}” is neither a platform nor a span of time. E.g. /sla 2h, /sla amazon 12h',
  'error.not_a_group': 'This is a direct chat, not a group. Send this command in the group that is to get the cards',
  'error.unreachable_target':
    '“{typed}” cannot be reached: a group is named by sending this command in it with “here”, a person as @name, and “least busy” is whoever on duty has the fewest tickets',
  'error.unreadable_time': '“{typed}” is not a time. E.g. tomorrow 9am, 30m, fri 18:00',
  'error.colleague_may_not': '{person} is {role} and cannot take tickets',
  'error.invalid_input':
    '{field, select, id {A store id takes letters, digits and hyphens, 40 at most, such as amazon-de} platform {A platform takes letters only, such as amazon} site {A country is a code of two letters, such as de} name {A store name takes 1 to 80 characters} rule {The name of a rule takes {most} characters at most} other {The text must not be empty nor longer than {most} characters}}',
  'error.bad_retention':
    '“{typed}” is not a time to keep things: {least} days at least, e.g. /retention 180d, or /retention forever',
  'error.bad_hours': 'Those hours were not understood.\nExample: {example}',
  'error.not_enrolled': 'I do not know you yet. An admin can say: /role @you agent',
  'error.direct_failed': 'I could not write to you. Write to me directly once, then say /bind',
  'error.bad_bind_code':
    'The code is wrong or was used: each works once. {admins, plural, =0 {The admin’s code is printed in the terminal (the server log) when Gengfu starts; a restart prints a new one} other {There is an admin already, who gives roles with /role}}. To link your account in another messenger, say /bind to me there first and I send you a new code',
  'error.key_half_changed':
    'The key is being changed and not everything is sealed with the new one yet. Finish it first: gengfu key rotate',
  'error.wrong_key':
    'This is not the key of the database: what stands there is sealed with another one. Put the file key back, or set the right GENGFU_KEY',
  'error.bad_key':
    'The key (GENGFU_KEY, or the file key in the data folder) must be 32 bytes: 64 hex digits, or base64. One that was changed is longer, a multiple of 64 hex digits, all of them needed',
  'error.translator_absent': 'No translation service is set up yet',
  'error.setting_missing':
    '{missing} is missing: {given} alone does not connect {messenger}. Set it, or take the other away, then start',
  'error.other': 'That did not work and was noted. Please try again',
};
