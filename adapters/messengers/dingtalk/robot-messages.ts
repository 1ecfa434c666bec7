import { z } from 'zod';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Lane } from '../../outbound/lane.ts';
import type { DingtalkApi } from './api.ts';

const sent = z.object({ processQueryKey: z.string().min(1) });
const sentToPeople = sent.extend({
  invalidStaffIdList: z.array(z.string()).nullish(),
  flowControlledStaffIdList: z.array(z.string()).nullish(),
});

/** `{content}` of sampleText or `{title, text}` of sampleMarkdown (facts/messengers §3.6). */
export type RobotContent =
  | { msgKey: 'sampleText'; msgParam: { content: string } }
  | { msgKey: 'sampleMarkdown'; msgParam: { title: string; text: string } };

/** Messages that stay as they are: to a group, or to one person. The id is the processQueryKey. */
export interface RobotMessages {
  /** @throws MessengerError */
  toGroup(message: { chat: string; content: RobotContent; urgent: boolean }): Promise<{ messageId: string }>;
  /** @throws MessengerError `refused` when the person is out of reach */
  toPerson(message: { person: string; content: RobotContent; urgent: boolean }): Promise<{ messageId: string }>;
}

export function createRobotMessages(parts: { api: DingtalkApi; lane: Lane; robotCode: () => string }): RobotMessages {
  const { api, lane, robotCode } = parts;

  const bodyOf = ({ msgKey, msgParam }: RobotContent) => ({
    robotCode: robotCode(),
    msgKey,
    msgParam: JSON.stringify(msgParam),
  });

  return {
    toGroup: ({ chat, content, urgent }) =>
      lane.send({ api: 'groupMessages', chat, urgent }, async () => {
        const body = { ...bodyOf(content), openConversationId: chat };
        const answer = await api.call({ method: 'POST', path: '/v1.0/robot/groupMessages/send', body, quota: 'counted' });
        return { messageId: idOf(sent.safeParse(answer).data) };
      }),

    toPerson: ({ person, content, urgent }) =>
      lane.send({ api: 'oToMessages', chat: person, urgent }, async () => {
        const body = { ...bodyOf(content), userIds: [person] };
        const answer = await api.call({ method: 'POST', path: '/v1.0/robot/oToMessages/batchSend', body, quota: 'counted' });
        const read = sentToPeople.safeParse(answer).data;
        if (read?.invalidStaffIdList?.includes(person))
          throw new MessengerError('refused', 'DingTalk cannot reach this person', { platformCode: 'invalidStaffId' });
        if (read?.flowControlledStaffIdList?.includes(person))
          throw new MessengerError('throttled', 'DingTalk holds messages to this person back', {
            platformCode: 'flowControlledStaffId',
            retryAfterMs: 1_000,
          });
        return { messageId: idOf(read) };
      }),
  };
}

/** The id is the only proof of delivery. */
function idOf(read: { processQueryKey: string } | undefined): string {
  if (!read) throw new MessengerError('unreachable', 'DingTalk accepted a message without giving its id');
  return read.processQueryKey;
}
