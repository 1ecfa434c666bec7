import type { zhFiles } from './zh-files.ts';

export const enFiles: Record<keyof typeof zhFiles, string> = {
  'attachment.pending': 'on its way',
  'attachment.too_large': 'Too large, not kept. Ask the buyer for a smaller one',
  'attachment.type_refused': 'This kind of file may do harm and was not kept. Ask the buyer for a picture or a PDF',
  'attachment.unreachable': 'Could not be fetched. Ask the buyer to send it again',
  'attachment.expired': 'Its link is no longer good. Ask the buyer to send it again',
  'attachment.corrupt': 'Damaged, cannot be opened. Ask the buyer to send it again',
  'attachment.address_refused': 'Its link is not safe and was not opened. Ask the buyer to send the file itself',
  'error.files_not_taken': 'The platform of “{store}” takes no files for buyers. Please send words only',
  'error.files_need_address': 'This store fetches files by link. Ask the admin to set GENGFU_PUBLIC_URL first',
  'error.too_many_files': '{most} files at a time at most',
  'error.files_too_large': 'Together the files are too large; this platform takes {size}',
  'error.file_type_not_taken': 'This platform does not take files like “{name}”. Try a picture or a PDF',
  'error.file_refused': '“{name}” cannot be sent: it is damaged, or of a kind that may do harm. Try a picture or a PDF',
  'error.file_unreadable': '“{name}” could not be fetched. Please send it again',
  'error.files_without_ticket':
    'The file is here, but for which buyer? Quote that card and send it again, or write with it: reply 1042 your words',
};
