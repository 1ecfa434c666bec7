const secretNames = 'secret|token|passw|authori[sz]ation|signature|cookie|credential|api[-_]?key';
/** `"access_token": "…"`, also where the end was cut off. */
const secretField = new RegExp(`("[^"\\n]{0,60}(?:${secretNames})[^"\\n]{0,60}"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*(?:"|$)`, 'gi');
const secretQuery = new RegExp(`([?&][\\w-]{0,40}(?:${secretNames}|key|sig)[\\w-]{0,40}=)[^&\\s"<>]+`, 'gi');
const signingSecret = /whsec_[A-Za-z0-9+/=]+/g;
/** What a reader of mail looks at; the other headers are machines' business and hold signatures. */
const mailHeaders = /^(?:from|to|date|subject|content-type)\s*:/i;
// Not text; bidirectional overrides would let words pretend to stand elsewhere.
const unseen = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * The beginning of a stored event as text for a person who looks for what is wrong with it: without secrets, and in no
 * other way changed. It quotes the buyer: plain text only.
 * @param most characters
 */
export function bodyExcerpt(event: { source: string; body: Uint8Array }, most: number): string {
  // Cut before anything else, so that a huge event costs no more than a small one; headers are long.
  const bytes = event.body.subarray(0, most * 16);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').replace(/\r\n?/g, '\n');
  const shown = (event.source === 'mail' ? withoutMachineHeaders(text) : text).replace(unseen, '');
  const cut = shown.length > most || bytes.length < event.body.length ? `${shown.slice(0, most)}…` : shown;
  return cut.replace(secretField, '$1***"').replace(secretQuery, '$1***').replace(signingSecret, '***');
}

function withoutMachineHeaders(mail: string): string {
  const end = mail.indexOf('\n\n');
  const [head, rest] = end < 0 ? [mail, ''] : [mail.slice(0, end), mail.slice(end)];
  // A header goes on in lines that begin with a blank.
  const headers = head.split(/\n(?![ \t])/);
  return headers.filter((header) => mailHeaders.test(header)).join('\n') + rest;
}
