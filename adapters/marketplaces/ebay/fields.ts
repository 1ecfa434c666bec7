import * as z from 'zod';

/** Members as eBay's APIs write them, lenient where eBay is. */

/** An id is a string; a number would be one that somebody wrote without quotes. */
export const idField = z.union([z.string().min(1), z.number().transform(String)]);

/** ISO 8601 → milliseconds. */
export const instantField = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'no instant' });
  return z.NEVER;
});

/** What is good to have but must not stop the rest: undefined where it is not as expected. */
export const asideField = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** Post-Order wraps every instant. */
export const wrappedInstant = z.object({ value: instantField }).transform(({ value }) => value);

/** Written as a string, or as a bare number by Post-Order: the digits are kept. */
export const moneyField = z
  .object({ value: z.union([z.string().regex(/^-?\d+(\.\d+)?$/), z.number().transform(String)]), currency: z.string().length(3) })
  .transform(({ value, currency }) => ({ amount: value, currency }));
