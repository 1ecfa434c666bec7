import * as z from 'zod';

/** Base64 of 25 MB. */
const longest = 35_000_000;

/** A file as the sandbox page hands it over, its bytes in base64. */
export const givenFile = z.object({
  name: z.string().min(1).max(255),
  type: z.string().max(127).default(''),
  data: z.base64().max(longest),
});
export type GivenFile = z.infer<typeof givenFile>;
export const givenFiles = z.array(givenFile).max(9).default([]);
