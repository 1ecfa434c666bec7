/** Names and ids compare without regard to case, width and outer space. */
export function foldValue(value: string): string {
  return value.normalize('NFKC').trim().toLowerCase();
}
