import { z } from 'zod';

/** One language's lexicon file. */
export const lexiconFileSchema = z.record(z.string().regex(/^[a-z]+$/), z.array(z.string().trim().min(1)));
