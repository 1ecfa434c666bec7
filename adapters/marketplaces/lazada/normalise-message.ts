import * as z from 'zod';
import { parseExact } from '../../http/exact-json.ts';
import type { BuyerMessage, MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import { flag, id, idOrNone, instant, textOrNone } from './shapes.ts';

/** One message as pushes and lists show it (facts/marketplaces §6, samples). */
const message = z.object({
  session_id: id,
  message_id: id,
  content: z.unknown(),
  from_account_id: id,
  from_account_type: z.coerce.number(),
  to_account_id: idOrNone,
  send_time: instant,
  template_id: z.coerce.number(),
  /** 2 = written by the system. */
  type: z.coerce.number().optional().catch(undefined),
  process_msg: textOrNone,
  auto_reply: flag,
  /** 1 = recalled. */
  status: z.coerce.number().optional().catch(undefined),
});
type Message = z.infer<typeof message>;

const buyer = 1;
const seller = 2;

/**
 * @param raw from a push or a list
 * @param title what the session is called: the buyer's name; only lists tell it
 */
export function messageEvents(raw: unknown, title: string): MarketplaceEvent[] {
  const read = message.parse(raw);
  // Automatic answers neither stop the clock nor start it (facts/marketplaces §6); who recalled a message wants it unsaid.
  if (read.auto_reply || read.type === 2 || read.status === 1) return [];
  if (read.from_account_type === buyer) return [buyerMessage(read, title)];
  return read.from_account_type === seller ? sellersEvents(read) : [];
}

function buyerMessage(read: Message, title: string): BuyerMessage {
  const { session_id, message_id, from_account_id, send_time, process_msg } = read;
  const { flags, ...said } = contentOf(read);
  const shown = { ...flags, ...(process_msg && { heldBack: process_msg.slice(0, 300) }) };
  return {
    kind: 'buyer_message',
    externalId: message_id,
    thread: session_id,
    buyer: { id: from_account_id, name: title || from_account_id },
    ...said,
    sentAt: send_time,
    replyAddress: { session: session_id },
    ...(Object.keys(shown).length > 0 && { flags: shown }),
  };
}

/** What was hidden from the buyer is no answer, whoever wrote it. */
function sellersEvents(read: Message): MarketplaceEvent[] {
  const { session_id: thread, message_id, to_account_id: buyerId, send_time: at, process_msg } = read;
  const { text } = contentOf(read);
  const report = { kind: 'delivery_report' as const, replyIds: [message_id], at };
  if (process_msg) return [{ ...report, state: 'bounced', reason: process_msg.slice(0, 300), copy: { thread, text } }];
  return [
    { kind: 'seller_message', externalId: message_id, thread, buyerId, text, sentAt: at },
    { ...report, state: 'confirmed', reason: '' },
  ];
}

type Said = Pick<BuyerMessage, 'text' | 'orderId' | 'wordless' | 'attachments' | 'flags'>;

/** By template (facts/marketplaces §6, IM). A card names the order of the session and has no words of the buyer's. */
function contentOf({ template_id, content }: Message): Said {
  const read = readContent(content);
  const card = (text: string, more: Partial<Said> = {}): Said => ({ text, wordless: true, ...more });
  const named = (name: string): string => {
    const value = read[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  if (named('txt')) return { text: named('txt') };
  switch (template_id) {
    case 3:
      return picture(named('imgUrl'), named('osskey'));
    case 6:
      return card('[video]');
    case 10_006:
      return card(`[product ${named('itemId')}]`.replace(' ]', ']'));
    case 10_007:
      return card(`[order ${named('orderId')}]`.replace(' ]', ']'), named('orderId') ? { orderId: named('orderId') } : {});
    case 10_008:
      return card('[voucher]');
    case 10_010:
      return card('[follow]');
    default:
      return {
        text: typeof content === 'string' ? content : JSON.stringify(content ?? null),
        flags: { unparsed: `template ${template_id}` },
      };
  }
}

/** Lies on a public host, outside the signed API. */
function picture(url: string, key: string): Said {
  const name = (key || url).split(/[/?]/).filter(Boolean).at(-1) ?? 'picture';
  const from = /^https?:\/\//.test(url) ? { url } : { lost: 'unreachable' as const };
  return { text: '[picture]', wordless: true, attachments: [{ name, from }] };
}

/** The content is JSON within the JSON. */
function readContent(content: unknown): Record<string, unknown> {
  try {
    const read = typeof content === 'string' ? parseExact(content) : content;
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
