import type { Config } from '../config.ts';
import type { Checks } from '../join-adapters.ts';
import type { Finding } from './finding.ts';
import { reasonOf } from './reason-of.ts';
import { say } from './say.ts';

/** Whether the configured service translates a word. */
export async function checkTranslator(config: Config, checks: Checks): Promise<Finding[]> {
  const subject = say('翻译', 'translator');
  if (!checks.translator) {
    const words = config.sandbox
      ? say('没有设置;沙盒只认得演示用的句子', 'not set up; the sandbox knows its demo sentences only')
      : say('没有设置 TRANSLATOR,卡片只有原文', 'TRANSLATOR is not set; cards show the original only');
    return [{ state: 'note', subject, words }];
  }
  try {
    await checks.translator();
    return [{ state: 'ok', subject, words: config.translator!.kind }];
  } catch (error) {
    return [{ state: 'failed', subject, words: `${config.translator!.kind}: ${reasonOf(error)}` }];
  }
}
