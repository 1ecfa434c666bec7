import type { TemplateCard, WSClient } from '@wecom/aibot-node-sdk';
import type { BotConnection } from './connection.ts';
import { isInDoubt, toMessengerError } from './fault.ts';

/** What the bot says into a chat. */
export type Outgoing =
  | { msgtype: 'markdown'; markdown: { content: string } }
  | { msgtype: 'template_card'; template_card: TemplateCard }
  | { msgtype: 'image'; image: { media_id: string } };

export function markdown(content: string): Outgoing {
  return { msgtype: 'markdown', markdown: { content } };
}

/** The way messages leave: the long connection, or what a callback allows. */
export interface Outlet {
  /**
   * @param chat chatid of a group, userid of a person (facts/messengers §4.2)
   * @returns the handle by which the platform was told; it gives no message id (§4.1)
   * @throws MessengerError
   */
  send(chat: string, message: Outgoing): Promise<{ handle: string }>;
}

/** Over the long connection: any time, in every chat where somebody has written to the bot. */
export function createSocketOutlet(connection: BotConnection): Outlet {
  return {
    async send(chat, message) {
      const client: WSClient = await connection.client();
      try {
        const ack = await client.sendMessage(chat, message);
        return { handle: ack.headers.req_id };
      } catch (reason) {
        const error = toMessengerError(reason);
        if (isInDoubt(error)) connection.suspect(client);
        throw error;
      }
    },
  };
}
