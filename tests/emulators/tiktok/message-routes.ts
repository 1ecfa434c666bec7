import { calledConversation, conversationsPath } from './conversation-routes.ts';
import { inOrder, write } from './conversations.ts';
import type { ApiCall, Route } from './gateway.ts';
import { messageView } from './message-view.ts';
import { page } from './pages.ts';
import { keepPicture } from './pictures.ts';
import { Refusal } from './refusal.ts';

const mostPerPage = 10;
const longestText = 2_000;

/** Messages of the Customer Service API, facts/marketplaces §7; 10 a page and 2,000 characters (TikTok's references). */
export const messageRoutes: Route[] = [
  { method: 'GET', path: `${conversationsPath}/{id}/messages`, handle: list },
  { method: 'POST', path: `${conversationsPath}/{id}/messages`, handle: send },
  { method: 'POST', path: '/customer_service/202309/images/upload', handle: upload },
];

/** Fields that the content of a type must have, inside its JSON string. */
const contents: Record<string, string[]> = {
  TEXT: ['content'],
  IMAGE: ['url', 'width', 'height'],
  VIDEO: ['vid'],
  PRODUCT_CARD: ['product_id'],
  ORDER_CARD: ['order_id'],
  RETURN_REFUND_CARD: ['order_id', 'sku_id'],
  COUPON_CARD: ['coupon_id'],
  LOGISTICS_CARD: ['order_id'],
};

function list(call: ApiCall): Record<string, unknown> {
  const { world, query } = call;
  const conversation = calledConversation(call);
  const field = query.get('sort_field') === 'index' ? 'index' : 'create_time';
  const order = query.get('sort_order') === 'ASC' ? 'ASC' : 'DESC';
  const all = inOrder(conversation.messages, field, order);
  const { items, next_page_token } = page(world, { list: `messages-${order}`, all, query, most: mostPerPage });
  return {
    messages: items.map((message) => messageView(world, conversation, message)),
    next_page_token,
    unsupported_msg_tips: 'Please check this message in Seller Center.',
  };
}

function send(call: ApiCall): Record<string, unknown> {
  const { world, body } = call;
  const conversation = calledConversation(call);
  const refuse = (why: string) => new Refusal(world.codes.badContent, why);
  const type = String(body.type);
  const fields = contents[type];
  if (!fields) throw refuse(`Message type ${type} is not supported.`);
  if (typeof body.content !== 'string') throw refuse('The content must be a JSON serialized string.');
  const content = parsed(body.content);
  const lacking = fields.find((name) => content?.[name] === undefined || content[name] === '');
  if (!content || lacking) throw refuse(`The content lacks ${lacking ?? 'everything'}.`);
  if (type === 'TEXT' && [...String(content.content)].length > longestText)
    throw refuse('The text is longer than 2000 characters.');
  const message = write(world, conversation, { role: world.options.apiRole, byApi: true, type, content, at: world.now() });
  return { message_id: message.id };
}

function parsed(content: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The form is not part of the signature. */
async function upload({ world, asked }: ApiCall): Promise<Record<string, unknown>> {
  const type = asked.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data'))
    throw new Refusal(world.codes.badRequest, 'The image must come as multipart/form-data.', { status: 400 });
  const form = await new Response(new Uint8Array(asked.body), { headers: { 'content-type': type } }).formData();
  const file = form.get('data');
  if (!(file instanceof File) || file.size === 0)
    throw new Refusal(world.codes.badRequest, 'The form lacks `data`.', { status: 400 });
  return keepPicture(world, { bytes: await file.bytes(), type: file.type });
}
