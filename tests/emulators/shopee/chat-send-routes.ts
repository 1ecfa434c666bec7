import { append, leadsAway, threadOf } from './chat.ts';
import { conversationOf } from './chat-read-routes.ts';
import type { Call, Fields, Routes } from './call.ts';
import { bare, textOf } from './json.ts';
import { isKept, keepPicture } from './pictures.ts';
import { Refusal, refuse, wrongParameters } from './refusal.ts';
import { seconds } from './world.ts';
import type { World } from './world.ts';

const chat = { scope: 'shop', permission: 'chat', method: 'POST' } as const;

/** Of a picture; the figure is clients' (idx 58582292661). */
const mostBytes = 2 * 1024 * 1024;

/** Writing to buyers, facts/marketplaces §5.2. */
export const chatSendRoutes: Routes = {
  'sellerchat.send_message': {
    ...chat,
    async answer(world, fields) {
      if (world.settings.region === 'TW') refuse('error_permission', 'Sending is not supported for this region.');
      const buyer = world.buyers.get(String(fields.to_id));
      // The id of a conversation is no address (§5.2).
      if (!buyer) throw new Refusal('error_param', 'to_id is no user of this region.');
      if (Number(fields.business_type ?? 0) !== 0) conversationOf(world, fields);
      const content = checked(world, String(fields.message_type), fields.content as Fields);
      const away = leadsAway(textOf(content.text));
      if (away && world.settings.offPlatformContacts === 'refused')
        throw new Refusal('error_param', 'The message contains contact information.');
      const message = append(world, threadOf(world, buyer), {
        from: 'seller',
        through: 'api',
        type: String(fields.message_type),
        content,
        hidden: away && world.settings.offPlatformContacts === 'hidden',
      });
      world.pushes?.sellerMessage(message);
      const { chatIds } = world.settings;
      return {
        response: {
          message_id: chatIds === 'bare' ? bare(message.id) : message.id,
          to_id: bare(buyer.id),
          message_type: message.type,
          content: message.content,
          conversation_id: chatIds === 'quoted' ? message.conversation : bare(message.conversation),
          created_timestamp: seconds(message.at),
          message_option: 0,
        },
      };
    },
  },
  'sellerchat.upload_image': {
    ...chat,
    async answer(world, _fields, call) {
      const file = await uploaded(call);
      const bytes = Buffer.from(await file.arrayBuffer());
      if (bytes.length === 0 || bytes.length > mostBytes) throw wrongParameters('file size');
      if (!/^image\/(jpeg|png|gif)$/.test(file.type)) throw wrongParameters('file type');
      const url = keepPicture(world, bytes, file.type);
      const hash = url.slice(url.lastIndexOf('/') + 1);
      return { response: { file_server_id: 0, thumb_height: 0, thumb_width: 0, thumbnail: url, url, url_hash: hash } };
    },
  },
};

/** A message has what its type asks for. Pictures must have been uploaded before. */
function checked(world: World, type: string, content: Fields): Fields {
  const text = (name: string): string => {
    const value = textOf(content[name]);
    if (value === '') throw wrongParameters(`content.${name} is a required field`);
    return value;
  };
  switch (type) {
    case 'text':
      return { text: text('text') };
    case 'image': {
      const url = text('image_url');
      if (!isKept(world, url)) throw new Refusal('error_param', 'image_url was not uploaded.');
      return { image_url: url };
    }
    case 'sticker':
      return { sticker_id: text('sticker_id'), sticker_package_id: text('sticker_package_id') };
    case 'item':
      return { item_id: bare(text('item_id')) };
    case 'order':
      if (!world.orders.has(text('order_sn'))) throw new Refusal('error_param', 'The order does not exist.');
      return { order_sn: text('order_sn') };
    default:
      throw wrongParameters('message_type');
  }
}

async function uploaded(call: Call): Promise<File> {
  const request = new Response(new Uint8Array(call.body), { headers: { 'content-type': call.headers['content-type'] ?? '' } });
  const form = await request.formData().catch(() => undefined);
  const file = form?.get('file');
  if (!(file instanceof File)) throw wrongParameters('file is a required field');
  return file;
}
