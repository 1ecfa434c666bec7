import * as z from 'zod';
import type { ReplyAddress } from '../../../src/ports/marketplace-event.ts';

const schema = z.object({ conversation: z.string().min(1) });

export const replyAddressOf = (conversation: string): ReplyAddress => ({ conversation });

/** @returns the conversation's id, undefined for an address that is none of TikTok's */
export const conversationOf = (address: ReplyAddress): string | undefined => schema.safeParse(address).data?.conversation;
