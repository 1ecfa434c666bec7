/** Reply and forward prefixes of common clients, stacked and numbered ones (`Re[2]:`) included; `：` is full width. */
const prefixes =
  /^(?:\s*(?:re|aw|sv|vs|antw|ant|odp|ynt|rif|r|res|rv|tr|wg|fw|fwd|i|enc|回复|答复|回覆|转发|返信|転送)\s*(?:\[\d{1,3}\])?\s*[:：])+\s*/iu;

/** The subject with exactly one `Re: `, otherwise untouched: Amazon threads by it. */
export function replySubject(subject: string | undefined): string {
  const bare = bareSubject(subject ?? '');
  return bare === '' ? 'Re:' : `Re: ${bare}`;
}

/** The subject without reply and forward prefixes. */
export function bareSubject(subject: string): string {
  return subject.slice(0, 998).replace(prefixes, '').trim();
}
