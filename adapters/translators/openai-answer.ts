import { TranslatorError } from '../../src/translation/translator-error.ts';

/** What models put before or around a translation although they were told not to. */
const chatter: readonly RegExp[] = [
  /^(?:sure|certainly|of course|okay)[,!. ]/iu,
  /^here(?:['’]s| is| are)\b[^\n]{0,80}\btranslat/iu,
  /^(?:the )?(?:translation|translated text|übersetzung|terjemahan)\b[^\n]{0,40}[:：]/iu,
  /^(?:好的|当然)[,，!！。][^\n]{0,40}(?:翻译|译文)/u,
  /^(?:以下|下面)是[^\n]{0,30}(?:翻译|译文)/u,
  /^(?:译文|翻译|翻译结果|翻译如下)\s*[:：]/u,
  // In several languages, so that a note of the buyer's own excuses the note in its translation.
  /\n+\(?(?:note|translator['’]s note|nota|hinweis|anmerkung|remarque|catatan|注|备注|说明|注記|หมายเหตุ)\s*[:：]/iu,
  /\bas an ai\b|作为(?:一个|一名)?(?:ai|人工智能|语言模型)/iu,
  /^(?:i['’]m sorry,? but )?i (?:cannot|can['’]t|can not|am unable to) (?:translate|comply|(?:help|assist)(?: you)? with (?:that|this)(?: request)?\.?$)/iu,
];

/**
 * Takes the translation out of a model's answer.
 * @throws TranslatorError `malformed` when it is empty, cut off, or holds more than a translation: such a text must
 * neither be shown as the buyer's words nor be sent to one.
 */
export function readAnswer(
  content: string,
  { source, frame, cut }: { source: string; frame: string; cut: 'cut' | 'whole' },
): string {
  // Reasoning models think aloud first.
  const spoken = content.replace(/^\s*<think>[\s\S]*?<\/think>/u, '').trim();
  // Small models repeat the frame around their answer.
  const answer =
    spoken.startsWith(`<${frame}>`) && spoken.endsWith(`</${frame}>`)
      ? spoken.slice(frame.length + 2, -frame.length - 3).trim()
      : spoken;
  const fault = cut === 'cut' ? 'cut off' : faultOf(answer, source, frame);
  if (fault !== null) throw new TranslatorError('malformed', `openai: the answer is ${fault}`);
  return answer;
}

function faultOf(answer: string, source: string, frame: string): string | null {
  if (answer === '') return 'empty';
  if (answer.includes(frame)) return 'framed';
  // What the source says itself ("Translation: …") is no chatter.
  if (chatter.some((pattern) => pattern.test(answer) && !pattern.test(source.trim()))) return 'chatter';
  if (answer.includes('```') && !source.includes('```')) return 'a code block';
  if (/^["“「『].*["”」』]$/su.test(answer) && !/["“”„«»「」『』]/u.test(source)) return 'in quotation marks';
  // Chinese is short: its German translation is seldom more than six times as long.
  return answer.length > source.length * 8 + 80 ? 'far too long' : null;
}
