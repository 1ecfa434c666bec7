import { z } from 'zod';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Lane } from '../../outbound/lane.ts';
import type { DingtalkApi } from './api.ts';
import { cardExists } from './fault.ts';
import { createRecent } from '../../outbound/recent.ts';
import type { ParamMap } from './render.ts';

const delivery = z.object({ success: z.boolean(), carrierId: z.string().optional(), errorMsg: z.string().nullish() });
const created = z.object({ result: z.object({ deliverResults: z.array(delivery).min(1) }) });
const deliveredLater = z.object({ result: z.array(delivery).min(1) });

const byKey = { updateCardDataByKey: true, updatePrivateDataByKey: true };
const remembered = 5_000;
/** Tries of one delivery before it is believed that the robot may not write there. */
const deliveries = 4;

export interface NewCard {
  /** The id of the card for ever, and what makes a retry harmless (facts/messengers §3.5). */
  trackId: string;
  to: { chat: string; person?: string | undefined };
  values: ParamMap;
  urgent: boolean;
  /** Names by userId; they are notified. */
  mention?: Record<string, string>;
}

/** Cards of the template: `createAndDeliver` and `PUT /v1.0/card/instances` (§3.5). */
export interface TicketCards {
  /** @throws MessengerError */
  post(card: NewCard): Promise<{ messageId: string }>;
  /** @throws MessengerError with `gone` when there is no such card */
  redraw(card: { messageId: string; values: () => ParamMap }): Promise<void>;
  /** The card that hangs at a carrier. */
  cardOf(carrier: string): string | undefined;
}

export function createTicketCards(parts: {
  api: DingtalkApi;
  lane: Lane;
  template: string;
  robotCode: () => string;
}): TicketCards {
  const { api, lane, template, robotCode } = parts;
  const carriers = createRecent<string>(remembered);
  /** Created, but hanging nowhere after so many tries: another attempt would be told that the card exists. */
  const undelivered = createRecent<number>(remembered);

  async function create(card: NewCard): Promise<void> {
    const body = { cardTemplateId: template, outTrackId: card.trackId, callbackType: 'STREAM', userIdType: 1, cardData: { cardParamMap: card.values } }; // prettier-ignore
    const space = spaceOf(card, robotCode());
    if (undelivered.get(card.trackId) !== undefined) {
      const again = await call('/v1.0/card/instances/deliver', { outTrackId: card.trackId, userIdType: 1, ...space });
      return settle(card.trackId, deliveredLater.safeParse(again).data?.result);
    }
    try {
      const answer = await call('/v1.0/card/instances/createAndDeliver', { ...body, ...space });
      settle(card.trackId, created.safeParse(answer).data?.result.deliverResults);
    } catch (error) {
      // An earlier attempt whose answer was lost.
      if (!(error instanceof MessengerError) || error.platformCode !== cardExists) throw error;
    }
  }

  const call = (path: string, body: object) => api.call({ method: 'POST', path, body, quota: 'counted' });

  /** HTTP 200 says nothing about delivery (§3.9). */
  function settle(trackId: string, results: z.infer<typeof delivery>[] | undefined): void {
    if (!results) throw new MessengerError('unreachable', 'DingTalk took a card without saying where it is');
    const [failed] = results.filter(({ success }) => !success);
    if (failed) {
      const tries = (undelivered.get(trackId) ?? 0) + 1;
      undelivered.set(trackId, tries);
      // No code says whether it will ever work, and an alarm that is given up at once may be the only one.
      throw new MessengerError(
        tries < deliveries ? 'unreachable' : 'refused',
        `DingTalk did not deliver the card: ${(failed.errorMsg ?? '').slice(0, 80)}`,
        {
          platformCode: 'notDelivered',
        },
      );
    }
    undelivered.delete(trackId);
    for (const { carrierId } of results) if (carrierId) carriers.set(carrierId, trackId);
  }

  return {
    post: (card) =>
      lane.send({ api: 'createAndDeliver', chat: card.to.chat, urgent: card.urgent }, async () => {
        await create(card);
        return { messageId: card.trackId };
      }),

    redraw: ({ messageId, values }) =>
      lane.redraw(messageId, async () => {
        const body = { outTrackId: messageId, userIdType: 1, cardData: { cardParamMap: values() }, cardUpdateOptions: byKey };
        await api.call({ method: 'PUT', path: '/v1.0/card/instances', body, quota: 'counted' });
      }),

    cardOf: (carrier) => carriers.get(carrier),
  };
}

/** A group, or a person's single chat with the robot. */
function spaceOf({ to, values, mention }: NewCard, robotCode: string): object {
  const summary = values.summary ?? '';
  const model = {
    supportForward: false,
    lastMessageI18n: { ZH_CN: summary, EN_US: summary },
    notification: { alertContent: summary, notificationOff: false },
  };
  if (to.person !== undefined)
    return {
      openSpaceId: `dtv1.card//IM_ROBOT.${to.person}`,
      imRobotOpenSpaceModel: model,
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT' },
    };
  return {
    openSpaceId: `dtv1.card//IM_GROUP.${to.chat}`,
    imGroupOpenSpaceModel: model,
    imGroupOpenDeliverModel: { robotCode, ...(mention ? { atUserIds: mention } : {}) },
  };
}
