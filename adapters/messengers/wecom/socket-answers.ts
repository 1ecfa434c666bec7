import type { WSClient, WsFrame } from '@wecom/aibot-node-sdk';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Answers } from './dispatch.ts';
import { toMessengerError } from './fault.ts';

/** Answers over the long connection: commands that carry the req_id of the push (facts/messengers §4.2). */
export function socketAnswers(frame: WsFrame, client: WSClient): Answers {
  return {
    async redraw({ card, people }) {
      const update = (userids?: string[]) => client.updateTemplateCard(frame, card, userids);
      try {
        await update(people);
      } catch (reason) {
        const error = toMessengerError(reason);
        // Whether ids of events serve as `userids` where they are encrypted is not documented (§4.7): then for everybody.
        if (!people || !(error instanceof MessengerError) || error.fault !== 'refused') throw error;
        await update().catch((again: unknown) => {
          throw toMessengerError(again);
        });
      }
    },
    async welcome(text) {
      await client.replyWelcome(frame, { msgtype: 'text', text: { content: text } }).catch((reason: unknown) => {
        throw toMessengerError(reason);
      });
    },
  };
}
