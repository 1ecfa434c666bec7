/**
 * Plain phone numbers and e-mail addresses make the platform refuse a message (230028, facts/messengers §2.3.7), so
 * they are masked in everything that is sent. Order numbers must survive: a person needs them to find the order.
 */
export function maskContacts(text: string): string {
  return text.replace(email, maskEmail).replace(digitRun, (run) => (isPhone(run) ? maskDigits(run) : run));
}

const email = /([\p{L}\p{N}._%+-]+)@([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)/gu;

/** A run of digits with the separators people put into phone numbers. */
const digitRun = /(?<![\p{L}\p{N}#])[+(]?\d(?:[ ().\-/]{0,2}\d){6,}(?![\p{L}\p{N}])/gu;

/** Amazon 302-1112223-4445556, eBay 12-34567-89012. */
const orderNumber = /^(?:\d{3}-\d{7}-\d{7}|\d{2}-\d{5}-\d{5})$/;
/** 2026-11-21, 21.11.2026 and ranges of years. */
const date = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{4}[ \-/]+\d{4})$/;
const chineseMobile = /^1[3-9]\d{9}$/;
const northAmerican = /^\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/;

function isPhone(run: string): boolean {
  if (orderNumber.test(run) || date.test(run)) return false;
  const digits = run.replace(/\D/g, '');
  // ITU-T E.164: at most 15 digits; longer runs are parcel and order numbers.
  if (digits.length > 15) return false;
  if (run.startsWith('+') || digits.startsWith('00')) return digits.length >= 8;
  if (chineseMobile.test(digits) || northAmerican.test(run)) return true;
  return digits.startsWith('0') && digits.length >= 9 && digits.length <= 12;
}

function maskDigits(run: string): string {
  const digits = run.replace(/\D/g, '');
  return `${run.startsWith('+') ? '+' : ''}${digits.slice(0, 2)}•••${digits.slice(-2)}`;
}

function maskEmail(_address: string, name: string, host: string): string {
  const top = host.slice(host.lastIndexOf('.') + 1);
  return `${name.slice(0, 1)}•••＠•••.${top}`;
}
