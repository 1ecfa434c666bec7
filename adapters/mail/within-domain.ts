/** Whether a domain, in lower case, is one of these or lies below one. */
export function withinDomain(domain: string, known: readonly string[]): boolean {
  return known.some((parent) => domain === parent || domain.endsWith(`.${parent}`));
}
