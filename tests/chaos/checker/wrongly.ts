/** @throws Error where what must not be is so */
export function wrongly(is: boolean, what: string): void {
  if (is) throw new Error(what);
}
