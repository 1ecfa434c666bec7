import { mayWrite, write } from './conversations.ts';
import type { ApiCall, Routes } from './gateway.ts';
import { pushMessage } from './push-bodies.ts';
import { imRefusal } from './refusal.ts';
import { calledSession, imAnswer } from './session-routes.ts';

/** `/im/message/send` and `/im/message/recall`, facts/marketplaces §6 IM. */
export const messageRoutes: Routes = {
  '/im/message/send': { methods: ['POST'], required: ['session_id', 'template_id'], handle: send },
  '/im/message/recall': { methods: ['GET', 'POST'], required: ['session_id', 'message_id'], handle: recall },
};

const recallableMs = 2 * 60_000;

/** Parameters that a template needs, and the content they become. */
const templates: Record<string, { needs: string[]; content: (params: Record<string, string>) => Record<string, unknown> }> = {
  1: { needs: ['txt'], content: ({ txt }) => ({ txt }) },
  3: {
    needs: ['img_url', 'width', 'height'],
    content: ({ img_url, width, height }) => ({ imgUrl: img_url, width, height }),
  },
  4: { needs: ['txt'], content: ({ txt }) => ({ txt }) },
  6: { needs: ['video_id', 'width', 'height'], content: ({ video_id, width, height }) => ({ videoId: video_id, width, height }) },
  10006: { needs: ['item_id'], content: ({ item_id }) => ({ itemId: item_id }) },
  10007: { needs: ['order_id'], content: ({ order_id }) => ({ orderId: order_id }) },
  10008: { needs: ['promotion_id'], content: ({ promotion_id }) => ({ promotionId: promotion_id }) },
  10010: { needs: [], content: () => ({}) },
};

function send(call: ApiCall): Record<string, unknown> {
  const { world, params } = call;
  const session = calledSession(call);
  const template = templates[params.template_id ?? ''];
  if (!template) throw imRefusal(world.codes.badParameter, 'template_id not support');
  const lacking = template.needs.find((name) => !params[name]);
  if (lacking) throw imRefusal(world.codes.badParameter, `${lacking} is required for template_id ${params.template_id ?? ''}`);
  if (!mayWrite(world, session))
    throw imRefusal(world.codes.waitForBuyer, 'only 5 messages a day can be sent before the buyer replies');
  const message = write(world, session, {
    from: 'seller',
    by: 'api',
    templateId: Number(params.template_id),
    content: template.content(params),
    at: world.now(),
  });
  // Nothing here tells that the security check hid it (§19.5).
  return imAnswer({ data: { message_id: message.id, current_time: message.at, template_id: message.templateId } });
}

function recall(call: ApiCall): Record<string, unknown> {
  const { world, params } = call;
  const session = calledSession(call);
  const message = session.messages.find(({ id, from }) => id === params.message_id && from === 'seller');
  if (!message) throw imRefusal(world.codes.noMessage, 'message not exist');
  if (world.now() - message.at > recallableMs) throw imRefusal(world.codes.tooLateToRecall, 'can not recall after 2 minutes');
  message.recalled = true;
  pushMessage(world, session, message);
  return imAnswer({});
}
