import type { zhPreview } from './zh-preview.ts';

/** The same, in English. */
export const enPreview: Record<keyof typeof zhPreview, string> = {
  'preview.open': 'Preview',
  'preview.title': 'This card in each messenger',
  'preview.about': 'Drawn from the JSON that would be sent; nothing is sent',
  'preview.losses': 'What is lost',
  'preview.nothing_lost': 'Nothing is lost',
  'preview.json': 'The JSON that would be sent',
  'preview.part_title': 'Title',
  'preview.part_notice': 'Notice',
  'preview.part_countdown': 'Time left',
  'preview.typed': 'No button, a command instead: {actions} (such as {command})',
  'preview.cut': 'Not in full: {parts}',
  'preview.absent': 'Not shown: {parts}',
  'preview.history':
    '{shown, plural, =0 {No history ({all, plural, one {# line} other {# lines}})} other {# of {all} lines of history}}',
  'preview.masked': 'Phone numbers and mail addresses are masked',
  'preview.input_limit': 'At most {max} characters in one input',
  'preview.typed_person': '{action}: no list of people, the name is typed',
  'preview.fixed_times': '{action}: a few fixed times only',
  'preview.one_line_input': 'Inputs have a single line',
  'preview.update_days': 'The card stops changing after {days} days',
  'preview.update_on_tap': 'The card changes only when tapped; other news comes as a new card',
  'preview.form_after_tap': 'Choices appear after the button is tapped',
  'preview.text_first': 'What does not fit is sent as a message first',
  'preview.text_only': 'Sent as text, not as a card',
  'preview.needs_template': 'Needs the card template in DingTalk; without it, text and commands',
  'preview.opens': 'After tapping {action}',
};
