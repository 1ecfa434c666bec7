import * as z from 'zod';
import type { ReplyAddress } from '../../src/ports/marketplace-event.ts';

const address = z.object({ review: z.string().regex(/^\d{1,20}$/) });

/** Where the answer to a review goes: there is one, for everybody to read. @param review the platform's id */
export const reviewAddress = (review: string): ReplyAddress => ({ review });

/** The review's id; undefined for the address of a conversation. */
export const reviewOf = (replyAddress: ReplyAddress): string | undefined => address.safeParse(replyAddress).data?.review;

/** Names an answer, which has no id of its own. */
export const reviewAnswerId = (review: string): string => `answer to review ${review}`;
