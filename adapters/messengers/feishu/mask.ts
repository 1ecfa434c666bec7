/**
 * Plain phone numbers and e-mail addresses make the platform refuse a message (230028, facts/messengers §2.3.7), so
 * they are masked in everything that is sent. Order numbers and dates must survive: a person needs them.
 * Both patterns take linear time: the text is a stranger's.
 */
export function maskContacts(text: string): string {
  return text.replace(email, maskEmail).replace(digitRun, (run) => (isPhone(run) ? maskDigits(run) : run));
}

/** RFC 5321 allows 64 characters before the @; bounded repetition keeps a long run of letters from costing its square. */
const email = /([\p{L}\p{N}._%+-]{1,64})@([\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8})/gu;

/** A run of digits with the separators people put into phone numbers, not part of a Latin word; Chinese goes without spaces. */
const digitRun = /(?<![\p{Script=Latin}\p{N}#])[+(]?\d(?:[ ().\-/]{0,2}\d){6,}(?![\p{Script=Latin}\p{N}])/gu;

/** Amazon 302-1112223-4445556, eBay 12-34567-89012. */
const orderNumber = /^(?:\d{3}-\d{7}-\d{7}|\d{2}-\d{5}-\d{5})$/;
/** 2026-11-21 or 21.11.2026, whatever follows. */
const startsWithDate = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})(?!\d)/;
const chineseMobile = /^1[3-9]\d{9}$/;
const northAmerican = /^\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/;
/** National form with its trunk zero: 0171 …, (030) … */
const trunkZero = /^\(?0\d{2}/;

function isPhone(run: string): boolean {
  if (orderNumber.test(run) || startsWithDate.test(run)) return false;
  const digits = run.replace(/\D/g, '');
  // ITU-T E.164: at most 15 digits; longer runs are parcel and order numbers.
  if (digits.length > 15) return false;
  if (run.startsWith('+') || digits.startsWith('00')) return digits.length >= 8;
  if (chineseMobile.test(digits) || northAmerican.test(run)) return true;
  return trunkZero.test(run) && digits.length >= 9 && digits.length <= 12;
}

function maskDigits(run: string): string {
  const digits = run.replace(/\D/g, '');
  return `${run.startsWith('+') ? '+' : ''}${digits.slice(0, 2)}•••${digits.slice(-2)}`;
}

function maskEmail(_address: string, name: string, host: string): string {
  const top = host.slice(host.lastIndexOf('.') + 1);
  return `${name.slice(0, 1)}•••＠•••.${top}`;
}
