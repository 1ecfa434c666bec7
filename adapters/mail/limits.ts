/** Bounds on what a stranger can make us do with one mail. Bytes, or characters where it says so. */
export const mailLimits = {
  /** A mail over this is not fetched whole (IMAP) or refused with 552 (SMTP). */
  message: 25 * 1024 * 1024,
  /** How much of an oversized mail is fetched: headers and the first part, which holds the words. */
  beginning: 1024 * 1024,
  headers: 512 * 1024,
  mimeDepth: 50,
  attachments: 200,
  references: 50,
  /** Characters. */
  text: 200_000,
  /** Characters. Elements nested 40,000 deep, the worst this holds, take 0.3 s to convert. */
  html: 200_000,
  /** Characters of one report part. */
  report: 64 * 1024,
  /**
   * The parser spends about 10 µs a line and without a pause: 2 MB of bare line feeds held the process for 22 s and
   * 25 MB ran it out of memory. Honest mail has long lines, so short ones have a budget.
   */
  shortLines: 20_000,
  averageLine: 40,
} as const;
