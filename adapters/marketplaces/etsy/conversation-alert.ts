import { bodyText } from '../../mail/body-text.ts';
import type { ParsedMail } from '../../mail/parsed-mail.ts';
import { htmlText, linkTargets } from '../../mail/read-html.ts';
import { senderLocalPart } from '../../mail/suspect-sender.ts';

export interface ConversationAlert {
  /** Name or user name of the buyer; empty when the mail hides it. */
  buyer: string;
  conversationId?: string;
  orderId?: string;
  /** Where a person answers. Made from the number alone: no tracking link survives, and none is ever opened here. */
  answerAt: string;
  /** The buyer's words; empty where Etsy keeps them to itself. */
  text: string;
}

const conversation = /https:\/\/(?:www\.)?etsy\.com\/(?:[a-z]{2}(?:-[a-z]{2})?\/)?(?:conversations|messages)\/(\d{4,20})(?!\d)/i;
const subjects = [
  /^(?:re:\s*)?etsy conversation with (?<buyer>.{1,100})$/i,
  /^(?<buyer>.{1,100}?) needs help with an order\b/i,
  /^help request: order #/i,
  /\bnew message from (?<buyer>.{1,100})$/i,
];
const announced = /^(?:hi [^\n,]{1,100},\s*)?(?<buyer>[^\n,]{1,100}?)\s+sent you a message\b/im;
/** Lines of Etsy's own around the words, with their spaces made one. Longer lines are a person's. */
const longestFrame = 400;
const frame = [
  /^(?:hi [^,]{1,100}, ?)?.{0,100}sent you a message\.?$/i,
  /^[*=_-]{5,}$/,
  /^(?:view|(?:view |read )?message|reply(?: here| on etsy)?)? ?[([]? ?(?:https?:\/\/[^ ]*)? ?[)\]]?$/i,
  /^quick tip:/i,
  /\bunsubscribe\b|^etsy,? (?:inc|ireland)\b|^download the etsy app\b/i,
];

/**
 * Reads the mail that tells of a message on Etsy; null for any other mail of Etsy's. Shapes as seen in mails of 2026:
 * `conversations@mail.etsy.com` quotes the words, `no-reply@account.etsy.com` tells only that there are some. Etsy
 * documents none of it, so the sender, the subject and the link each suffice.
 */
export function readConversationAlert(mail: ParsedMail): ConversationAlert | null {
  const body = withoutMarkup(bodyText(mail));
  const subject = subjects.map((pattern) => pattern.exec(mail.subject.trim())).find((match) => match !== null);
  const link = [body, ...linkTargets(mail.html)].map((text) => conversation.exec(text)).find((match) => match !== null);
  const said = announced.exec(body);
  const told = senderLocalPart(mail) === 'conversations' || subject !== undefined || (link !== undefined && said !== null);
  if (!told) return null;
  const conversationId = link?.[1];
  const orderId = /\border\s*#\s*(\d{6,15})(?!\d)/i.exec(`${mail.subject}\n${body}`)?.[1];
  const buyer = (subject?.groups?.buyer ?? said?.groups?.buyer ?? '').trim();
  return {
    buyer,
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(orderId === undefined ? {} : { orderId }),
    answerAt: `https://www.etsy.com/messages${conversationId === undefined ? '' : `/${conversationId}`}`,
    text: wordsIn(body, buyer),
  };
}

/** Some of these mails carry tags in their plain part. */
function withoutMarkup(text: string): string {
  return /<(?:p|br)\b/i.test(text) ? htmlText(text.replace(/\n/g, ' ').replace(/<br ?\/?> */gi, '<br>')).trim() : text;
}

function wordsIn(body: string, buyer: string): string {
  const isFrame = (line: string): boolean => {
    const bare = line.trim();
    if (bare === '' || bare.length > longestFrame) return false;
    const spaced = bare.replace(/\s+/g, ' ');
    return spaced === buyer || frame.some((pattern) => pattern.test(spaced));
  };
  return body
    .split('\n')
    .filter((line) => !isFrame(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
