import { bare } from './json.ts';
import type { Fields } from './call.ts';
import { found, seconds } from './world.ts';
import type { ChatMessage, Conversation, World } from './world.ts';

/** Wire forms of facts/marketplaces §5.2. Which ids are bare is an option; the cursor's nanoseconds always are. */
function ids(world: World): { conversation(id: string): unknown; message(id: string): unknown } {
  const { chatIds } = world.settings;
  return {
    conversation: (id) => (chatIds === 'quoted' || id === '' ? id : bare(id)),
    message: (id) => (chatIds === 'bare' && id !== '' ? bare(id) : id),
  };
}

/** What the shop sees in a list; a message that was blocked is still in its own thread. */
export function conversationView(world: World, conversation: Conversation): Fields {
  const { settings } = world;
  const form = ids(world);
  const latest = conversation.messages.at(-1);
  return {
    conversation_id: form.conversation(conversation.id),
    to_id: bare(conversation.buyer),
    to_name: found(world.buyers, conversation.buyer, 'buyer').name,
    to_avatar: '',
    shop_id: bare(settings.shopId),
    unread_count: conversation.unread,
    pinned: false,
    last_read_message_id: form.message(conversation.lastRead),
    latest_message_id: form.message(latest?.id ?? ''),
    latest_message_type: latest?.type ?? '',
    latest_message_content: latest?.content ?? {},
    latest_message_from_id: latest ? bare(ends(world, latest).from_id) : 0,
    last_message_timestamp: latest?.nanos ?? 0n,
    mute: false,
  };
}

export function messageView(world: World, message: ChatMessage): Fields {
  const form = ids(world);
  const { from_id, to_id } = ends(world, message);
  const shopId = bare(world.settings.shopId);
  const byBuyer = message.from === 'buyer';
  return {
    message_id: form.message(message.id),
    message_type: message.type,
    from_id: bare(from_id),
    from_shop_id: byBuyer ? 0 : shopId,
    to_id: bare(to_id),
    to_shop_id: byBuyer ? shopId : 0,
    conversation_id: form.conversation(message.conversation),
    created_timestamp: seconds(message.at),
    region: world.settings.region,
    // Values as clients have met them (idx 58582292661); what an auto-reply looks like is UNCONFIRMED (§21).
    status: message.from === 'automatic' ? 'offwork_autoreply' : 'normal',
    source: message.from === 'automatic' ? 'server' : message.through === 'api' ? 'openapi' : byBuyer ? 'android' : 'new_webchat',
    content: message.content,
    source_content: message.order ? { order_sn: message.order } : {},
  };
}

/** `content` of push code 10 (§5.5): ids of conversation and message are quoted there, those of people bare. */
export function pushedMessageView(world: World, message: ChatMessage): Fields {
  const { from_id, to_id } = ends(world, message);
  const buyer = found(world.buyers, from_id === world.shop.userId ? to_id : from_id, 'buyer').name;
  const byBuyer = message.from === 'buyer';
  const { shopName } = world.settings;
  return {
    conversation_id: message.conversation,
    message_id: message.id,
    message_type: message.type,
    from_id: bare(from_id),
    from_user_name: byBuyer ? buyer : shopName,
    to_id: bare(to_id),
    to_user_name: byBuyer ? shopName : buyer,
    created_timestamp: seconds(message.at),
    content: message.content,
    ...(message.order ? { source_content: { order_sn: message.order } } : {}),
  };
}

function ends(world: World, message: ChatMessage): { from_id: string; to_id: string } {
  const { buyer } = found(world.conversations, message.conversation, 'conversation');
  const shop = world.shop.userId;
  return message.from === 'buyer' ? { from_id: buyer, to_id: shop } : { from_id: shop, to_id: buyer };
}
