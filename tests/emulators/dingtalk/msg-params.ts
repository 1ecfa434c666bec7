import { Refusal, unnamed } from './refusal.ts';

const maxBytes = 15_000;

const actionCard = (buttons: number): string[] => [
  'title',
  'text',
  ...Array.from({ length: buttons }, (_, i) => [`actionTitle${i + 1}`, `actionURL${i + 1}`]).flat(),
];

/** Fields that each msgKey needs, facts/messengers §3.6; those of sampleLink are not listed there. */
const needed: Record<string, string[]> = {
  sampleText: ['content'],
  sampleMarkdown: ['title', 'text'],
  sampleImageMsg: ['photoURL'],
  sampleLink: [],
  sampleAudio: ['mediaId', 'duration'],
  sampleVideo: ['picMediaId'],
  sampleFile: ['mediaId', 'fileName', 'fileType'],
  sampleActionCard: ['title', 'text', 'singleTitle', 'singleURL'],
  sampleActionCard2: actionCard(2),
  sampleActionCard3: actionCard(3),
  sampleActionCard4: actionCard(4),
  sampleActionCard5: actionCard(5),
  sampleActionCard6: ['title', 'text', 'buttonTitle1', 'buttonUrl1', 'buttonTitle2', 'buttonUrl2'],
};

/** @throws Refusal when the key is unknown, or the parameter is no JSON string of its fields or over 15,000 bytes */
export function checkMsgParam(body: Record<string, unknown>): { msgKey: string; msgParam: string } {
  const { msgKey, msgParam } = body;
  const fields = typeof msgKey === 'string' ? needed[msgKey] : undefined;
  if (typeof msgKey !== 'string' || !fields) throw new Refusal(unnamed.parameter, 'msgKey无效');
  if (typeof msgParam !== 'string') throw new Refusal(unnamed.parameter, 'msgParam必须是字符串');
  if (Buffer.byteLength(msgParam) > maxBytes) throw new Refusal(unnamed.parameter, 'msgParam过长');
  const content = parsed(msgParam);
  for (const field of fields)
    if (typeof content[field] !== 'string' || content[field] === '') throw new Refusal(unnamed.parameter, `msgParam缺少${field}`);
  return { msgKey, msgParam };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new Refusal(unnamed.parameter, 'msgParam不是JSON');
  }
}
